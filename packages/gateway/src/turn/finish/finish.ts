import { ENDING_TABLE, partsFromSegments, statusOfFinish, type Ending, type FinishTurn } from "@sendcat/shared-types";
import type { LiveTurn } from "../../live/live-turn.ts";
import { waitAtMost } from "../../wait-at-most.ts";
import { chargeOf, type Charge } from "../budget/cost.ts";
import { pricesOf } from "../budget/amounts-to-reserve.ts";
import type { RunTurnOptions } from "../run-turn-options.ts";
import type { StreamEnding } from "../emit/ui-stream-encoder.ts";
import { endingOf } from "./ending-of.ts";
import type { Unstored } from "./store-later.ts";
import { turnMetrics } from "./turn-metrics.ts";
import type { TurnOutcome } from "./turn-outcome.ts";

export interface FinishOptions extends RunTurnOptions {
  readonly turn: LiveTurn;
  readonly outcome: TurnOutcome | null;
  readonly checkpoints: number;
}

interface Ended {
  readonly status: Ending;
  /** The same for the stream's readers. */
  readonly ending: StreamEnding;
}

/** How long the last chunk of an answer may wait for settlement and storage. */
const MAX_ENDING_DELAY_MS = 1_500;

/**
 * Settles and stores in parallel, then ends the stream: a client that has read the ending finds the answer stored and its place free. The
 * wait is bounded, and neither failure fails the answer: the core settles later, and the caller stores later what this returns (null if
 * stored).
 */
export async function finish(options: FinishOptions): Promise<Unstored | null> {
  const { ports, turn, outcome, reservation } = options;
  const ending = endingOf(outcome, turn.textLength);
  const status = ending.kind === "finish" ? statusOfFinish(ending.reason) : ending.kind;
  const counts = await countsAsTurn(options, status);
  const charge = chargeFor(options, counts);
  const fault = (where: string) => (cause: unknown) => {
    ports.record({ event: "fault", requestId: options.requestId, where, message: String(cause) });
    return null;
  };
  const event = wideEvent(options, { status, ending }, charge);
  // Before the settlement, which carries it.
  ports.metrics.count(turnMetrics(event));
  const settled = ports.quota
    .settle({
      reservation,
      nowMs: ports.now(),
      costMicroUsd: charge.costMicroUsd,
      tokens: charge.tokens,
      counts,
      final: charge.final,
      outcomes: outcome?.routeOutcome ? [outcome.routeOutcome] : [],
    })
    .catch(fault("settle"));
  // If the sweep has already ended this turn in the store, this ending replaces the sweep's.
  const finished = record(options, { status, ending }, { ...charge, counts });
  const stored = ports.turnStore.finish(finished).then(
    () => null,
    (cause: unknown) => {
      fault("finish")(cause);
      return { finish: finished, cause };
    },
  );
  const kept = Promise.all([settled, stored]);
  await waitAtMost(kept, MAX_ENDING_DELAY_MS);
  turn.end(ending);
  const [told, unstored] = await kept;
  if (!told?.settled) await ports.turnStore.oweSettlement(options.turnId).catch(fault("owe-settlement"));
  for (const percent of told?.alertsAtPercent ?? []) {
    ports.record({ event: "spend-alert", requestId: options.requestId, day: reservation.day, percent });
  }

  ports.record(told?.settled ? event : { ...event, degraded: [...event.degraded, "settlement"] });
  return unstored;
}

/** The `turn-finished` event: everything about a turn that may be queried later. */
function wideEvent(options: FinishOptions, { status, ending }: Ended, charge: Charge) {
  const { outcome } = options;
  return {
    event: "turn-finished",
    requestId: options.requestId,
    turnId: options.turnId,
    userId: options.principal.userId,
    plan: options.principal.plan,
    status,
    model: options.model.name,
    route: outcome?.route.id ?? null,
    host: outcome?.origin?.host ?? null,
    nativeFinishReason: outcome?.origin?.nativeFinishReason ?? null,
    code: ending.kind === "failed" ? ending.error.code : null,
    failovers: outcome?.failovers ?? 0,
    inputTokens: outcome?.usage?.inputTokens ?? null,
    outputTokens: outcome?.usage?.outputTokens ?? null,
    cachedInputTokens: outcome?.usage?.cachedInputTokens ?? null,
    cacheWriteTokens: outcome?.usage ? (outcome.usage.cacheWriteTokens ?? 0) : null,
    chargedMicroUsd: charge.costMicroUsd,
    chargedTokens: charge.tokens,
    implausibleMicroUsd: outcome?.implausibleMicroUsd ?? null,
    firstTokenMs: outcome?.firstTokenMs ?? null,
    totalMs: outcome?.totalMs ?? 0,
    checkpoints: options.checkpoints,
    detached: options.turn.readers === 0,
    degraded: options.degraded,
  } as const;
}

/** Whether the turn counts against the user's quota; if not, the service pays. A turn that failed in our own code counts. */
async function countsAsTurn({ outcome, ports, principal }: FinishOptions, status: Ending): Promise<boolean> {
  switch (ENDING_TABLE[status].counts) {
    case "always":
      return true;
    case "once-begun":
      return outcome === null || outcome.reachedModel;
    case "after-free-ones":
      return !(await ports.throttle.take("empty-answer", principal.userId)).ok;
  }
}

/**
 * The reported cost, or an estimate of a broken answer until the provider can be asked; of an implausible report, the higher of the two. Never
 * more than the reservation. An abandoned call is charged its reported cost, else its prompt: the provider had accepted it.
 */
function chargeFor({ outcome, ports, prompt, reservation }: FinishOptions, counts: boolean): Charge {
  const nothing: Charge = { costMicroUsd: 0, tokens: 0, final: true };
  if (!outcome) return nothing;
  const promptBytes = prompt.bytes;
  const { answerBytes } = outcome;
  const abandoned = outcome.abandoned.map(({ route, usage }) =>
    chargeOf(pricesOf(ports.prices, route), usage, { promptBytes, answerBytes: 0 }),
  );
  const answered = outcome.reachedModel
    ? chargeOf(pricesOf(ports.prices, outcome.route), outcome.usage, { promptBytes, answerBytes })
    : nothing;
  const costMicroUsd = abandoned.reduce((sum, call) => sum + call.costMicroUsd, answered.costMicroUsd);
  return {
    costMicroUsd: Math.min(reservation.costMicroUsd, Math.max(costMicroUsd, outcome.implausibleMicroUsd ?? 0)),
    tokens: counts ? answered.tokens : 0,
    final: answered.final && abandoned.every(({ final }) => final),
  };
}

function record(
  options: FinishOptions,
  { status, ending }: Ended,
  charge: Charge & { readonly counts: boolean },
): FinishTurn {
  const { turnId, turn, outcome, reservation } = options;
  return {
    turnId,
    status,
    parts: partsFromSegments(turn.segments),
    finishReason: ending.kind === "finish" ? ending.reason : status === "failed" ? "error" : "other",
    error: ending.kind === "failed" ? ending.error : null,
    route: outcome?.route.id ?? null,
    generationId: outcome?.generationId ?? null,
    abandonedGenerationIds: charge.final ? [] : idsToAsk(outcome),
    usage: outcome?.usage ?? null,
    chargedMicroUsd: charge.costMicroUsd,
    chargedTokens: charge.tokens,
    counts: charge.counts,
    isFinal: charge.final,
    implausibleMicroUsd: outcome?.implausibleMicroUsd ?? null,
    day: reservation.day,
    firstTokenMs: outcome?.firstTokenMs ?? null,
    totalMs: outcome?.totalMs ?? 0,
  };
}

/** Ids of earlier calls whose cost to ask for later: abandoned ones may have been billed, and if the answer's cost is unknown, all of them. */
function idsToAsk(outcome: TurnOutcome | null): string[] {
  if (!outcome) return [];
  const abandoned = outcome.abandoned.flatMap(({ generationId }) => generationId ?? []);
  return (outcome.usage?.costMicroUsd ?? null) === null ? [...abandoned, ...outcome.earlierGenerationIds] : abandoned;
}
