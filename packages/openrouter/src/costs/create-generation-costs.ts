import { reportedCostMicroUsd, reportedTokens, type GenerationCost, type GenerationCosts } from "@sendcat/shared-types";

export interface GenerationCostsOptions {
  readonly apiKey: string;
  readonly baseUrl: string;
  readonly fetch?: typeof fetch;
  readonly onFault?: (cause: unknown) => void;
}

const TIMEOUT_MS = 10_000;

/** Asks `GET /generation` what a call cost: known shortly after it ends. `costOf` gives null while unknown or on a failure; never rejects. */
export function createGenerationCosts(options: GenerationCostsOptions): GenerationCosts {
  const { apiKey, baseUrl, onFault } = options;
  const send = options.fetch ?? ((input, init) => fetch(input, init));
  return {
    async costOf(id) {
      const deadline = new AbortController();
      const timer = setTimeout(() => deadline.abort(), TIMEOUT_MS);
      try {
        const response = await send(`${baseUrl}/generation?id=${encodeURIComponent(id)}`, {
          headers: { authorization: `Bearer ${apiKey}` },
          signal: deadline.signal,
        });
        if (response.ok) return costIn(await response.json());
        if (response.status !== 404) onFault?.(new Error(`no generation: status ${response.status}`));
      } catch (cause) {
        onFault?.(cause);
      } finally {
        clearTimeout(timer);
      }
      return null;
    },
  };
}

function costIn(body: unknown): GenerationCost | null {
  const data = field(body, "data");
  const costMicroUsd = reportedCostMicroUsd({
    routerUsd: field(data, "total_cost"),
    isByok: field(data, "is_byok"),
    providerUsd: field(data, "upstream_inference_cost"),
  });
  if (costMicroUsd === null) return null;
  // The native counts match the stream's usage; the others are normalised.
  const tokens = (of: "prompt" | "completion") =>
    reportedTokens(field(data, `native_tokens_${of}`) ?? field(data, `tokens_${of}`));
  return {
    inputTokens: tokens("prompt"),
    outputTokens: tokens("completion"),
    cachedInputTokens: reportedTokens(field(data, "native_tokens_cached")),
    costMicroUsd,
  };
}

function field(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  // safe because the value is checked before it is used
  return (value as Record<string, unknown>)[name];
}
