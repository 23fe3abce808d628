import type { FinishTurn, MessagePart, TurnSegment } from "@sendcat/shared-types";
import type { LiveTurn } from "../../live/live-turn.ts";
import { waitAtMost } from "../../wait-at-most.ts";
import type { RunTurnOptions } from "../run-turn.ts";
import { chargeMicroUsd } from "../budget/cost.ts";
import type { Ending } from "../emit/ui-stream-encoder.ts";
import { endingOf } from "./ending-of.ts";
import type { TurnOutcome } from "./turn-outcome.ts";

export interface FinishOptions extends RunTurnOptions {
  readonly turn: LiveTurn;
  readonly outcome: TurnOutcome | null;
  readonly checkpoints: number;
}

/** How long the last chunk of an answer may wait for settlement and storage. */
const MAX_ENDING_DELAY_MS = 1_500;

/**
 * Settles and stores side by side, then ends the stream: a client that has read the ending finds the answer stored and its slot free.
 * The wait is bounded, and a failure of either never fails the answer: an unsettled reservation expires and is swept, an unfinished
 * turn loses its lease and keeps what was checkpointed.
 */
export async function finish(options: FinishOptions): Promise<void> {
  const { ports, turn, outcome, reservation } = options;
  const ending = endingOf(outcome, turn.textLength);
  const detached = turn.readers === 0;

  const chargedMicroUsd = charge(options);
  const fault = (where: string) => (cause: unknown) =>
    ports.record({ event: "fault", requestId: options.requestId, where, message: String(cause) });
  const settled = ports.quota
    .settle({
      reservation,
      nowMs: ports.now(),
      costMicroUsd: chargedMicroUsd,
      counts: outcome === null || outcome.reachedModel || outcome.cutBy === "stopped",
    })
    .catch(fault("settle"));
  // A turn that was taken from this worker has its ending in the store already.
  const stored =
    ending.kind === "interrupted"
      ? null
      : ports.turnStore.finish(record(options, ending, chargedMicroUsd)).catch(fault("finish"));
  const kept = Promise.all([settled, stored]);
  await waitAtMost(kept, MAX_ENDING_DELAY_MS);
  turn.end(ending);
  await kept;

  ports.record({
    event: "turn-finished",
    requestId: options.requestId,
    turnId: options.turnId,
    userId: options.principal.userId,
    plan: options.principal.plan,
    status: ending.kind,
    route: outcome?.route.model ?? null,
    code: ending.kind === "failed" ? ending.error.code : null,
    failovers: outcome?.failovers ?? 0,
    inputTokens: outcome?.usage?.inputTokens ?? null,
    outputTokens: outcome?.usage?.outputTokens ?? null,
    chargedMicroUsd,
    firstTokenMs: outcome?.firstTokenMs ?? null,
    totalMs: outcome?.totalMs ?? 0,
    checkpoints: options.checkpoints,
    detached,
    degraded: options.degraded,
  });
}

/** An answer that never began costs nothing; a broken one is charged what was seen of it, until the provider tells the truth. */
function charge({ outcome, prompt, turn }: FinishOptions): number {
  if (!outcome?.reachedModel) return 0;
  const answerChars = turn.segments.reduce((sum, segment) => sum + segment.text.length, 0);
  return chargeMicroUsd(outcome.route, outcome.usage, { promptChars: prompt.chars, answerChars });
}

function record(options: FinishOptions, ending: Ending, chargedMicroUsd: number): FinishTurn {
  const { turnId, turn, outcome, reservation } = options;
  const status = ending.kind === "finish" ? "complete" : ending.kind === "stopped" ? "stopped" : "failed";
  return {
    turnId,
    status,
    parts: turn.segments.map(partOf),
    finishReason: ending.kind === "finish" ? ending.reason : status === "failed" ? "error" : "other",
    error: ending.kind === "failed" ? ending.error : null,
    route: outcome?.route.model ?? null,
    generationId: outcome?.generationId ?? null,
    usage: outcome?.usage ?? null,
    chargedMicroUsd,
    day: reservation.day,
    firstTokenMs: outcome?.firstTokenMs ?? null,
    totalMs: outcome?.totalMs ?? 0,
  };
}

function partOf(segment: TurnSegment): MessagePart {
  return { type: segment.kind, text: segment.text };
}
