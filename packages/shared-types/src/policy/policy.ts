import { PLANS, type PlanLimits, type PlanName } from "../plans/plan.ts";
import { MODEL_CLASSES, type ModelClass } from "./model-class.ts";

/** Where chat streams are served from: the scale plan's Phase 4 choice, one per milestone (M1, M2, M3). */
export type StreamingStrategy = "convex" | "edge" | "dedicated";

/** Everything that decides, in one value. Nothing in the gateway reads the environment. */
export interface Policy {
  /** Origins that may call with a browser; requests without an Origin header (native apps, servers) pass on their token alone. */
  readonly allowedOrigins: readonly string[];
  readonly maxBodyBytes: number;
  readonly plans: Readonly<Record<PlanName, PlanLimits>>;
  readonly models: Readonly<Record<string, ModelClass>>;
  /** IANA zone whose midnight ends a day of quota. */
  readonly timeZone: string;
  /** Hard daily ceiling for the whole service, micro-dollars. */
  readonly spendPerDayMicroUsd: number;
  /** From dispatch to the first token, per route. */
  readonly firstTokenTimeoutMs: number;
  /** Longest silence after the first token. */
  readonly idleTimeoutMs: number;
  /** Longest life of a turn: below the host's limit (Vercel edge: 300 s of streaming). */
  readonly maxTurnMs: number;
  /** How long a reservation holds when nobody settles it: longer than any turn. */
  readonly reservationTtlMs: number;
  /** Longest wait for Redis at admission; then the declared failure mode decides. */
  readonly redisTimeoutMs: number;
  readonly checkpoint: CheckpointPolicy;
  readonly history: { readonly maxMessages: number; readonly maxChars: number };
  readonly strategy: StreamingStrategy;
}

/** First checkpoint after `firstMs`, each next gap `growth` times longer up to `maxMs`; `detachedMs` once the client has gone. */
export interface CheckpointPolicy {
  readonly firstMs: number;
  readonly growth: number;
  /** Also the bound on how late a stop from elsewhere is seen. */
  readonly maxMs: number;
  readonly detachedMs: number;
  /** A turn whose checkpoints stay away this long has lost its worker. */
  readonly leaseMs: number;
}

export const DEFAULT_POLICY: Policy = {
  allowedOrigins: [],
  maxBodyBytes: 64 * 1024,
  plans: PLANS,
  models: MODEL_CLASSES,
  timeZone: "America/Jamaica",
  spendPerDayMicroUsd: 50_000_000,
  firstTokenTimeoutMs: 15_000,
  idleTimeoutMs: 30_000,
  maxTurnMs: 240_000,
  reservationTtlMs: 300_000,
  redisTimeoutMs: 250,
  checkpoint: { firstMs: 1_000, growth: 1.3, maxMs: 2_000, detachedMs: 500, leaseMs: 15_000 },
  history: { maxMessages: 40, maxChars: 48_000 },
  strategy: "edge",
};
