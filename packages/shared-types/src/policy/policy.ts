import { PLANS, type PlanLimits, type PlanName } from "../plans/plan.ts";
import { PLAN_PRICES, type PlanPrices } from "../plans/plan-prices.ts";
import {
  DEFAULT_ADMISSION,
  DEFAULT_BREAKER,
  DEFAULT_SPEND,
  type AdmissionPolicy,
  type BreakerPolicy,
  type SpendPolicy,
} from "./admission-policy.ts";
import { DEFAULT_FAILURE, type FailurePolicy } from "./failure-policy.ts";
import { MODEL_CLASSES, TITLE_ROUTE, type ModelClass } from "./model-class.ts";
import type { ModelRoute } from "./model-route.ts";
import { DEFAULT_WEBHOOKS, type WebhookPolicy } from "./webhook-policy.ts";
import { DEFAULT_PROOF, type ProofPolicy } from "./proof-policy.ts";
import type { StreamingStrategy } from "./streaming-strategy.ts";
import { DEFAULT_TOOLS, type ToolPolicy } from "./tool-policy.ts";

/** Everything that decides, in one value. Nothing in the gateway reads the environment. */
export interface Policy {
  /** Origins that may call with a browser; requests without an Origin header (native apps, servers) pass on their token alone. */
  readonly allowedOrigins: readonly string[];
  readonly maxBodyBytes: number;
  readonly plans: Readonly<Record<PlanName, PlanLimits>>;
  /** What a picture costs of a model's input, at most. Of the default models the dearest takes some 2,500 for its largest. */
  readonly tokensAPicture: number;
  /** What plans are sold for. The payment provider must have the same. */
  readonly prices: PlanPrices;
  readonly models: Readonly<Record<string, ModelClass>>;
  /** Who names conversations. */
  readonly titleRoute: ModelRoute;
  /** IANA zone whose midnight ends a day of quota. */
  readonly timeZone: string;
  readonly admission: AdmissionPolicy;
  readonly spend: SpendPolicy;
  readonly breaker: BreakerPolicy;
  readonly proof: ProofPolicy;
  readonly webhooks: WebhookPolicy;
  readonly failure: FailurePolicy;
  /** Longest silence after the first token. */
  readonly idleTimeoutMs: number;
  /** Longest life of a turn: below the host's limit (Vercel edge: 300 s of streaming). */
  readonly maxTurnMs: number;
  readonly checkpoint: CheckpointPolicy;
  readonly tools: ToolPolicy;
  /** Messages of a conversation the model is shown at most; how much text, the plan says. */
  readonly historyMessages: number;
  readonly strategy: StreamingStrategy;
}

/**
 * First checkpoint after `firstMs`, each next gap `growth` times longer up to `maxMs`; `detachedMs` once the client has gone or somebody follows
 * from another process. A process with so many turns that they would come to more than `perSecond` writes each of them less often.
 */
export interface CheckpointPolicy {
  readonly firstMs: number;
  readonly growth: number;
  readonly maxMs: number;
  readonly detachedMs: number;
  /** Checkpoints of one process, apart from turns that somebody follows elsewhere: what a host with thousands of streams may ask of the core. */
  readonly perSecond: number;
  /** Between two looks for stops and followers from elsewhere: the bound on how late a stop is seen. */
  readonly signalsMs: number;
  /** A process that says nothing for so long is gone, and its turns are interrupted; it says so three times as often. */
  readonly leaseMs: number;
}

export const DEFAULT_POLICY: Policy = {
  allowedOrigins: [],
  maxBodyBytes: 64 * 1024,
  plans: PLANS,
  prices: PLAN_PRICES,
  tokensAPicture: 3_000,
  models: MODEL_CLASSES,
  titleRoute: TITLE_ROUTE,
  timeZone: "America/Jamaica",
  admission: DEFAULT_ADMISSION,
  spend: DEFAULT_SPEND,
  breaker: DEFAULT_BREAKER,
  proof: DEFAULT_PROOF,
  webhooks: DEFAULT_WEBHOOKS,
  failure: DEFAULT_FAILURE,
  idleTimeoutMs: 30_000,
  maxTurnMs: 240_000,
  checkpoint: {
    firstMs: 1_000,
    growth: 1.3,
    maxMs: 5_000,
    detachedMs: 500,
    perSecond: 200,
    signalsMs: 1_000,
    leaseMs: 15_000,
  },
  tools: DEFAULT_TOOLS,
  historyMessages: 40,
  strategy: "edge",
};
