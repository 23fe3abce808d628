import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { isDeepStrictEqual } from "node:util";
import { isRecord, type JsonRecord } from "@sendcat/shared-types";
import { parseChatCompletionRequest } from "./chat-completion-request.ts";
import { compressedPackets, isCoding } from "./compressed-packets.ts";
import { HTTP_FAULTS } from "./error-body.ts";
import { findModel, isWithinPrice, type SimulatedModel } from "./models.ts";
import type { OddReading, OddStream } from "./odd-streams.ts";
import { planCompletion, type CompletionPlan } from "./plan-completion.ts";
import { readJsonBody } from "./read-body.ts";
import { countsOf, type RequestRecord } from "./request-log.ts";
import { respondError, respondJson } from "./respond.ts";
import type { SimContext } from "./sim-context.ts";
import { paramsOfHeaders } from "./sim-params.ts";
import { resolveSettings, type SimSettings } from "./sim-settings.ts";
import { streamAnswer } from "./stream-answer.ts";
import { countPromptTokens } from "./tokens.ts";
import { usageBody } from "./usage.ts";

/** `POST /api/v1/chat/completions`. */
export async function postChatCompletions(
  context: SimContext,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readJsonBody(request);
  if (!body) return respondError(response, 400, "The body is not JSON, or larger than 4 MiB");
  const parsed = parseChatCompletionRequest(body.value);
  if (!parsed.ok) return respondError(response, 400, parsed.message);
  const asked = parsed.request;
  const model = findModel(asked.model);
  if (!model) return respondError(response, 400, `${asked.model} is not a valid model ID`);
  if (!isWithinPrice(model, asked.maxPrice)) {
    return respondError(response, 404, "No endpoints found that match your max price.");
  }
  const resolved = resolveSettings(asked, {
    headers: paramsOfHeaders(request.headers),
    pace: context.pace,
    takeFault: () => context.faults.take(asked.model),
  });
  if (!resolved.ok) return respondError(response, 400, resolved.message);
  const { settings } = resolved;
  if (settings.odd && asked.toolResults > 0 && !isSentBack(settings.odd.reads, asked.callMessage ?? {})) {
    return respondError(response, 400, "messages: the reasoning of the tool calls is missing");
  }
  const location = elsewhere(settings.fault, request);
  if (location !== null) {
    response.writeHead(307, { location }).end();
    return;
  }
  const record: RequestRecord = {
    id: `gen-${Math.floor(Date.now() / 1_000)}-${randomBytes(10).toString("hex")}`,
    receivedAtMs: Date.now(),
    model: asked.model,
    user: asked.user,
    stream: asked.stream,
    messages: asked.messages.length,
    pictures: asked.pictures,
    dataCollection: asked.dataCollection,
    zdr: asked.zdr,
    tag: settings.tag,
    promptTokens: countPromptTokens(asked.messages),
    fault: settings.fault,
    bill: settings.bill,
    status: 200,
    outcome: "running",
    tokensSent: 0,
    reasoningTokensSent: 0,
    firstTokenAtMs: null,
    endedAtMs: null,
    finishReason: null,
  };
  context.log.add(record);
  if (settings.fault === "hang") {
    record.status = 0;
    response.on("close", () => context.log.end(record, "aborted", Date.now()));
    return;
  }
  if (settings.fault !== null && HTTP_FAULTS.includes(settings.fault)) {
    return refuse(context, { record, response, settings });
  }
  if (settings.odd && asked.toolResults === 0) {
    sendOdd(response, settings.odd);
    return context.log.end(record, "complete", Date.now());
  }
  const plan = planCompletion(asked, settings);
  if (asked.stream && settings.fault !== "whole-json") {
    streamAnswer({ response, record, log: context.log, model, plan, settings, wheel: context.wheel });
  } else answerWhole(context, { record, response, settings, model, plan });
}

/** The redirect target of a request, once. */
function elsewhere(fault: string | null, { url = "", headers: { host = "" } }: IncomingMessage): string | null {
  if (url.includes("?")) return null;
  if (fault === "redirect") return `${url}?followed`;
  const otherName = host.startsWith("localhost") ? "127.0.0.1" : "localhost";
  return fault === "redirect-away" ? `http://${host.replace(/^[^:]*/, otherName)}${url}?away` : null;
}

interface Answering {
  readonly record: RequestRecord;
  readonly response: ServerResponse;
  readonly settings: SimSettings;
}

function refuse({ log }: SimContext, { record, response, settings }: Answering): void {
  record.status = Number(settings.fault);
  log.end(record, "refused", Date.now());
  if (record.status === 429 || record.status === 503) {
    response.setHeader("retry-after", String(settings.retryAfterSeconds));
  }
  respondError(response, record.status);
}

/** Whether a message has unchanged what it must have of the answer with the tool calls. */
function isSentBack({ sentBack = {}, extras }: OddReading, message: JsonRecord): boolean {
  const calls = Array.isArray(message["tool_calls"]) ? message["tool_calls"].filter(isRecord) : [];
  const hasExtras =
    extras === undefined ||
    isDeepStrictEqual(
      calls.map((call) => call["extra_content"] ?? null),
      extras,
    );
  return hasExtras && Object.entries(sentBack).every(([name, value]) => isDeepStrictEqual(message[name], value));
}

function sendOdd(response: ServerResponse, { body, type, coding }: OddStream): void {
  if (type !== null) response.setHeader("content-type", type);
  if (coding !== undefined && isCoding(coding)) {
    response.setHeader("content-encoding", coding);
    compressedPackets(response, coding).end(body);
  } else response.end(body);
}

/** Without `stream` the whole answer comes in one body, after the time its tokens take. */
function answerWhole(
  { log, wheel }: SimContext,
  answering: Answering & { readonly model: SimulatedModel; readonly plan: CompletionPlan },
): void {
  const { record, response, settings, model, plan } = answering;
  const tokens =
    plan.reasoning.length + plan.tokens.length + plan.toolCalls.flatMap(({ argumentDeltas }) => argumentDeltas).length;
  const spokenMs = settings.tokensPerSecond === 0 ? 0 : (tokens * 1_000) / settings.tokensPerSecond;
  const cancel = wheel.schedule(settings.ttftMs + spokenMs, () => {
    record.tokensSent = tokens;
    record.reasoningTokensSent = plan.reasoning.length;
    record.finishReason = plan.finishReason;
    record.firstTokenAtMs = Date.now();
    log.end(record, "complete", Date.now());
    response.setHeader("x-generation-id", record.id);
    respondJson(response, 200, wholeBody(record, model, plan));
  });
  response.on("close", () => {
    cancel();
    log.end(record, "aborted", Date.now());
  });
}

function wholeBody(record: RequestRecord, model: SimulatedModel, plan: CompletionPlan): unknown {
  const calls = plan.toolCalls.map(({ name, argumentDeltas }, index) => ({
    id: `call_${record.id.slice(-12)}_${index}`,
    type: "function",
    function: { name, arguments: argumentDeltas.join("") },
  }));
  const reasoning = plan.reasoning.join("") || null;
  const reason = plan.finishReason === "none" ? null : plan.finishReason;
  return {
    id: record.id,
    provider: model.provider,
    model: record.model,
    object: "chat.completion",
    created: Math.floor(record.receivedAtMs / 1_000),
    system_fingerprint: null,
    choices: [
      {
        index: 0,
        logprobs: null,
        finish_reason: reason,
        native_finish_reason: reason?.toUpperCase() ?? null,
        message: {
          role: "assistant",
          content: plan.tokens.join(""),
          refusal: null,
          reasoning,
          ...(calls.length > 0 ? { tool_calls: calls } : {}),
        },
      },
    ],
    usage: usageBody(model, countsOf(record), record.bill),
  };
}
