import type { ModelRoute, RouteOutcome } from "@sendcat/shared-types";
import type { Abandoned } from "../dispatch/dispatch.ts";
import type { Emitted } from "../emit/emit.ts";

/** Everything known of a turn when its model call is over. */
export interface TurnOutcome extends Emitted {
  /** Who ended it early: the user, the store (the turn was taken from this worker), its longest life, or the host that has to go. */
  readonly cutBy: "stopped" | "lost" | "overlong" | "handed-over" | null;
  /** A cost that the provider reported and that cannot be: more than was held. `usage` has none then. Else null. */
  readonly implausibleMicroUsd: number | null;
  /** The last call said something: without, the turn has no answer, whatever tools it asked. */
  readonly hasWords: boolean;
  /** Of all that the model wrote. */
  readonly answerBytes: number;
  readonly route: ModelRoute;
  /** False when no route gave a first token. */
  readonly reachedModel: boolean;
  /** How the last route did; null when that says nothing about it. */
  readonly routeOutcome: RouteOutcome | null;
  readonly failovers: number;
  readonly abandoned: readonly Abandoned[];
  readonly generationId: string | null;
  /** Of the calls before the last one. */
  readonly earlierGenerationIds: readonly string[];
  /** Calls of the model that were answered. */
  readonly steps: number;
  readonly firstTokenMs: number | null;
  readonly totalMs: number;
}
