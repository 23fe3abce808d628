import type { AnswerOrigin, ModelRoute, RouteOutcome } from "@sendcat/shared-types";
import type { Abandoned } from "../dispatch/dispatch.ts";
import type { Emitted } from "../emit/emit.ts";

/** Everything known of a turn when its last model call is over. */
export interface TurnOutcome extends Omit<Emitted, "reasoningFields"> {
  /** What ended it early: the user, the store (this worker lost the turn), the time limit, or the host's shutdown. Else null. */
  readonly cutBy: "stopped" | "lost" | "overlong" | "handed-over" | null;
  /** The reported cost if it is above the reservation or the list price, micro-dollars; `usage` then has no cost. Else null. */
  readonly implausibleMicroUsd: number | null;
  /** Whether the last call wrote text or gave a picture. If not, the turn has no answer, whatever tools it called. */
  readonly hasAnswer: boolean;
  /** UTF-8 bytes of everything the model wrote. */
  readonly answerBytes: number;
  readonly route: ModelRoute;
  /** False when no route gave a first token. */
  readonly reachedModel: boolean;
  /** The last route's outcome for its circuit breaker; null when this turn says nothing about the route's health. */
  readonly routeOutcome: RouteOutcome | null;
  readonly failovers: number;
  readonly abandoned: readonly Abandoned[];
  readonly generationId: string | null;
  /** Ids of the calls before the last one. */
  readonly earlierGenerationIds: readonly string[];
  /** Where the last answered call's answer came from; null when its provider does not say. */
  readonly origin: AnswerOrigin | null;
  /** Number of model calls that were answered. */
  readonly steps: number;
  readonly firstTokenMs: number | null;
  readonly totalMs: number;
}
