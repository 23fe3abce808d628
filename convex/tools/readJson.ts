import { SearchFailure } from "@sendcat/shared-types";
import type { z } from "zod";

/** Longest provider answer that is read. */
const MAX_ANSWER_CHARS = 2_000_000;
const RETRYABLE_STATUSES = new Set([408, 425, 429]);

/** A provider's JSON answer, parsed by the schema. Throws a SearchFailure that contains no key and no address. */
export async function readJson<Shape extends z.ZodType>(
  call: () => Promise<Response>,
  shape: Shape,
): Promise<z.infer<Shape>> {
  let response: Response;
  let text: string;
  try {
    response = await call();
    text = await response.text();
  } catch (cause) {
    const isLate = cause instanceof Error && (cause.name === "TimeoutError" || cause.name === "AbortError");
    throw new SearchFailure(isLate ? "no answer in time" : "the connection broke", { retryable: true, cause });
  }
  if (!response.ok) {
    const retryable = response.status >= 500 || RETRYABLE_STATUSES.has(response.status);
    throw new SearchFailure(`HTTP ${response.status}`, { retryable, retryAfterMs: retryAfterMs(response.headers) });
  }
  if (text.length > MAX_ANSWER_CHARS) throw new SearchFailure("the answer is too long", { retryable: false });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new SearchFailure("the answer is not JSON", { retryable: true, cause });
  }
  const parsed = shape.safeParse(value);
  if (!parsed.success) throw new SearchFailure("the answer has an unknown shape", { retryable: false });
  return parsed.data;
}

function retryAfterMs(headers: Headers): number | undefined {
  const seconds = Number(headers.get("retry-after") ?? "");
  return seconds > 0 && Number.isFinite(seconds) ? Math.min(seconds, 3_600) * 1_000 : undefined;
}
