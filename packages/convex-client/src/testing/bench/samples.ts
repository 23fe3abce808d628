import type { BeginTurn, FinishTurn } from "@sendcat/shared-types";

const TEXT = "A question or an answer of a usual length, some eighty characters of it or more.";
const DAY = "2026-11-26";

/** A row of `messages` as the core stores it. `words` tells it from others. */
export function messageRow(of: {
  readonly ownerId: string;
  readonly threadId: string;
  readonly index: number;
  readonly words?: string;
}): object {
  const text = of.words === undefined ? TEXT : `${TEXT} ${of.words}`;
  return {
    messageId: crypto.randomUUID(),
    threadId: of.threadId,
    parentId: null,
    active: true,
    role: of.index % 2 === 0 ? "user" : "assistant",
    parts: [{ type: "text", text }],
    status: "complete",
    turnId: null,
    model: null,
    error: null,
    ownerId: of.ownerId,
    searchText: text,
  };
}

/** A turn's beginning, as the gateway sends it. */
export function beginOf(turnId: string, threadId: string): BeginTurn {
  return {
    turnId,
    threadId,
    worker: "worker-of-the-bench",
    model: "fast",
    input: { kind: "submit", messageId: crypto.randomUUID(), parts: [{ type: "text", text: TEXT }] },
    history: { maxMessages: 40, maxChars: 48_000 },
    leaseMs: 60_000,
    reservation: { day: DAY, tokens: 1_000, costMicroUsd: 1_000 },
  };
}

/** Its ending. */
export function finishOf(turnId: string): FinishTurn {
  return {
    turnId,
    status: "complete",
    parts: [{ type: "text", text: TEXT }],
    finishReason: "stop",
    error: null,
    route: "google/gemini-2.5-flash",
    generationId: null,
    abandonedGenerationIds: [],
    usage: { inputTokens: 100, outputTokens: 20, reasoningTokens: 0, cachedInputTokens: 0, costMicroUsd: 42 },
    chargedMicroUsd: 42,
    chargedTokens: 120,
    counts: true,
    isFinal: true,
    implausibleMicroUsd: null,
    day: DAY,
    firstTokenMs: 100,
    totalMs: 500,
  };
}
