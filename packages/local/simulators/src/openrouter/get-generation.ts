import type { ServerResponse } from "node:http";
import { findModel } from "./models.ts";
import { countsOf } from "./request-log.ts";
import { respondError, respondJson } from "./respond.ts";
import type { SimContext } from "./sim-context.ts";
import { chargesUsd, costUsd } from "./usage.ts";

/** `GET /api/v1/generation?id=`: the cost of an answer, a little after it ended, whatever ended it. 404 until then. */
export function getGeneration({ log, generationDelayMs }: SimContext, id: string, response: ServerResponse): void {
  const record = log.find(id);
  const model = record && findModel(record.model);
  const known = record?.endedAtMs !== null && record?.endedAtMs !== undefined && record.status === 200;
  if (!record || !model || !known || Date.now() < (record.endedAtMs ?? 0) + generationDelayMs) {
    return respondError(response, 404, `Generation ${id} not found`);
  }
  const counts = countsOf(record);
  const charges = chargesUsd(costUsd(model, counts, record.bill), record.bill);
  const cost = record.bill.generationUsd ?? charges.router;
  const generationTimeMs = (record.endedAtMs ?? 0) - record.receivedAtMs;
  respondJson(response, 200, {
    data: {
      id: record.id,
      upstream_id: null,
      total_cost: cost,
      usage: cost,
      cache_discount: null,
      upstream_inference_cost: charges.provider,
      created_at: new Date(record.receivedAtMs).toISOString(),
      model: record.model,
      app_id: null,
      streamed: record.stream,
      cancelled: record.outcome === "aborted",
      provider_name: model.provider,
      latency: (record.firstTokenAtMs ?? record.receivedAtMs) - record.receivedAtMs,
      moderation_latency: null,
      generation_time: generationTimeMs,
      finish_reason: record.finishReason,
      native_finish_reason: record.finishReason?.toUpperCase() ?? null,
      tokens_prompt: counts.prompt,
      tokens_completion: counts.completion,
      native_tokens_prompt: counts.prompt,
      native_tokens_completion: counts.completion,
      native_tokens_reasoning: counts.reasoning,
      num_media_prompt: null,
      num_media_completion: null,
      num_search_results: null,
      native_tokens_cached: Math.min(counts.prompt, record.bill.cachedTokens),
      native_tokens_completion_images: null,
      num_fetches: null,
      num_input_audio_prompt: null,
      provider_responses: null,
      router: null,
      service_tier: null,
      data_region: "global",
      preset_id: null,
      web_search_engine: null,
      workspace_id: null,
      http_referer: null,
      user_agent: null,
      origin: "",
      is_byok: record.bill.isByok,
      external_user: record.user,
      api_type: "completions",
    },
  });
}
