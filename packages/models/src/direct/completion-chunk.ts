/** What we read of a chunk of a streamed chat completion. Everything may be missing or of another type: the wire is not ours. */
export interface CompletionChunk {
  readonly id?: unknown;
  readonly choices?: unknown;
  readonly usage?: unknown;
  readonly error?: unknown;
}

/** The first choice's delta and finish reason, or null. */
export function firstChoice(
  chunk: CompletionChunk,
): { delta: Record<string, unknown>; finishReason: string | null } | null {
  const choice: unknown = Array.isArray(chunk.choices) ? chunk.choices[0] : null;
  if (!isRecord(choice)) return null;
  const finish = choice["finish_reason"];
  return {
    delta: isRecord(choice["delta"]) ? choice["delta"] : {},
    finishReason: typeof finish === "string" ? finish : null,
  };
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
