import type { BeginTurn, FinishTurn, TurnChunk } from "@sendcat/shared-types";

export const newId = (): string => crypto.randomUUID();

type SubmitOptions = Partial<Pick<BeginTurn, "threadId" | "history" | "leaseMs" | "worker">> & {
  readonly text?: string;
};

export function beginSubmit({ text = "Do you ship to Kingston?", ...rest }: SubmitOptions): BeginTurn {
  return {
    turnId: newId(),
    threadId: newId(),
    model: "fast",
    input: { kind: "submit", messageId: newId(), parts: [{ type: "text", text }] },
    history: { maxMessages: 40, maxChars: 48_000 },
    worker: "worker-0123456789",
    leaseMs: 60_000,
    reservation: { day: "2026-11-23", tokens: 900, costMicroUsd: 5_000 },
    ...rest,
  };
}

export function beginRegenerate(threadId: string, messageId: string): BeginTurn {
  return { ...beginSubmit({ threadId }), input: { kind: "regenerate", messageId } };
}

export function beginContinue(threadId: string, messageId: string): BeginTurn {
  return { ...beginSubmit({ threadId }), input: { kind: "continue", messageId } };
}

/** An ending that cost 120 micro-dollars. */
export function finishComplete(turnId: string, text: string): FinishTurn {
  return {
    turnId,
    status: "complete",
    parts: [{ type: "text", text }],
    finishReason: "stop",
    error: null,
    route: "google/gemini-2.5-flash",
    generationId: `gen-${turnId}`,
    abandonedGenerationIds: [],
    usage: { inputTokens: 12, outputTokens: 5, reasoningTokens: 0, cachedInputTokens: 0, costMicroUsd: 120 },
    chargedMicroUsd: 120,
    chargedTokens: 17,
    counts: true,
    isFinal: true,
    implausibleMicroUsd: null,
    day: "2026-11-23",
    firstTokenMs: 210,
    totalMs: 900,
  };
}

export function textChunk(seq: number, textStart: number, text: string): TurnChunk {
  return { seq, textStart, segments: [{ kind: "text", text }] };
}

export function textOfChunks(chunks: readonly TurnChunk[]): string {
  return chunks.flatMap(({ segments }) => segments.flatMap((part) => ("text" in part ? part.text : []))).join("");
}
