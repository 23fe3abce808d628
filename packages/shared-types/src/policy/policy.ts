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
import { DEFAULT_MAIL, type MailPolicy } from "./mail-policy.ts";
import { MODEL_CLASSES, TITLE_ROUTE, type ModelClass } from "./model-class.ts";
import type { ModelRoute } from "./model-route.ts";
import { DEFAULT_WEBHOOKS, type WebhookPolicy } from "./webhook-policy.ts";
import { DEFAULT_PROOF, type ProofPolicy } from "./proof-policy.ts";
import { DEFAULT_READERS, type ReaderPolicy } from "./reader-policy.ts";
import type { StreamingStrategy } from "./streaming-strategy.ts";
import { DEFAULT_TOOLS, type ToolPolicy } from "./tool-policy.ts";

/** All of the service's settings that decide something, in one value. The gateway reads no environment variables. */
export interface Policy {
  /** Origins whose pages may call the API; requests without an Origin header (native apps, servers) need only their token. */
  readonly allowedOrigins: readonly string[];
  /** Of a chat request. The AI SDK's own client sends the whole conversation each time. */
  readonly maxBodyBytes: number;
  readonly plans: Readonly<Record<PlanName, PlanLimits>>;
  /** Upper bound of input tokens per picture. The most expensive default model takes about 2,500 for its largest. */
  readonly tokensAPicture: number;
  /** Prices of the plans. The payment provider must have the same. */
  readonly prices: PlanPrices;
  readonly models: Readonly<Record<string, ModelClass>>;
  /** The route that writes conversation titles. */
  readonly titleRoute: ModelRoute;
  /** IANA time zone whose midnight ends a day of quota. */
  readonly timeZone: string;
  readonly admission: AdmissionPolicy;
  readonly spend: SpendPolicy;
  readonly breaker: BreakerPolicy;
  readonly proof: ProofPolicy;
  readonly webhooks: WebhookPolicy;
  readonly mail: MailPolicy;
  readonly readers: ReaderPolicy;
  readonly failure: FailurePolicy;
  /** Longest wait for the first token while the provider shows that the model thinks. Otherwise `failure.provider.waitMs`. */
  readonly thinkingMs: number;
  /** Longest silence after the first token. */
  readonly idleTimeoutMs: number;
  /** Longest life of a turn: below the host's limit (Vercel edge: 300 s of streaming). */
  readonly maxTurnMs: number;
  readonly checkpoint: CheckpointPolicy;
  readonly tools: ToolPolicy;
  /** Most messages of a conversation that the model is shown; the plan limits their text. */
  readonly historyMessages: number;
  readonly strategy: StreamingStrategy;
}

/**
 * First checkpoint after `firstMs`, each next gap `growth` times longer up to `maxMs`; every `detachedMs` once the client has disconnected
 * or a reader follows from another process. A process whose turns would write more than `perSecond` checkpoints writes each turn's less
 * often.
 */
export interface CheckpointPolicy {
  readonly firstMs: number;
  readonly growth: number;
  readonly maxMs: number;
  readonly detachedMs: number;
  /**
   * Checkpoints a second of one process, apart from turns that are followed from another process: bounds the load of a host with thousands
   * of streams on the core.
   */
  readonly perSecond: number;
  /** Interval between checks for stops and followers from other processes: the longest delay until a stop is seen. */
  readonly signalsMs: number;
  /** A process without a heartbeat for this long is dead and its turns are interrupted; it sends heartbeats three times as often. */
  readonly leaseMs: number;
}

export const DEFAULT_POLICY: Policy = {
  allowedOrigins: [],
  maxBodyBytes: 256 * 1024,
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
  mail: DEFAULT_MAIL,
  readers: DEFAULT_READERS,
  failure: DEFAULT_FAILURE,
  thinkingMs: 90_000,
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
