import { reportedCostMicroUsd, reportedTokens } from "@sendcat/shared-types";
import { openRouterEnv } from "../platform/env.ts";

const TIMEOUT_MS = 10_000;

export interface Generation {
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Rounded up. */
  readonly costMicroUsd: number;
}

/** `GET /generation`: the cost of one call, known a little after its end. Null until then, and when no key is set. */
export async function askGeneration(id: string): Promise<Generation | null> {
  const { apiKey, baseURL } = openRouterEnv();
  if (apiKey === "") return null;
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), TIMEOUT_MS);
  try {
    const response = await fetch(`${baseURL}/generation?id=${encodeURIComponent(id)}`, {
      headers: { authorization: `Bearer ${apiKey}` },
      signal: deadline.signal,
    });
    if (!response.ok) {
      if (response.status !== 404) console.warn("No generation:", response.status);
      return null;
    }
    return generationOf(await response.json());
  } catch (error) {
    console.warn("No generation:", error instanceof Error ? error.name : "unknown error");
    return null;
  } finally {
    clearTimeout(timer);
  }
}

function generationOf(body: unknown): Generation | null {
  const data = field(body, "data");
  const costMicroUsd = reportedCostMicroUsd({
    routerUsd: field(data, "total_cost"),
    isByok: field(data, "is_byok"),
    providerUsd: field(data, "upstream_inference_cost"),
  });
  if (costMicroUsd === null) return null;
  // The provider's own count, as in the stream's usage; the other count is normalised.
  const tokens = (of: "prompt" | "completion") =>
    reportedTokens(field(data, `native_tokens_${of}`) ?? field(data, `tokens_${of}`));
  return { inputTokens: tokens("prompt"), outputTokens: tokens("completion"), costMicroUsd };
}

function field(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  // safe because every value is checked before it is used
  return (value as Record<string, unknown>)[name];
}
