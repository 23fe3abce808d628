import type { ModelClassName } from "../policy/model-class.ts";
import type { ProviderData } from "../policy/provider-data.ts";
import { namesOf } from "../records/names-of.ts";

/** A sliding window: turns admitted in the last `seconds` count, and each one leaves to the millisecond. */
export interface RollingWindow {
  readonly seconds: number;
  readonly turns: number;
  readonly tokens: number;
}

/** What one plan allows. A day is the service's day (`policy.timeZone`). */
export interface PlanLimits {
  readonly turnsPerDay: number;
  /** Tokens of prompts and answers together, used and reserved. */
  readonly tokensPerDay: number;
  readonly window: RollingWindow;
  readonly maxInFlight: number;
  /**
   * Share of every kind of place, 0 to 1, up to which this plan's turns may fill it, whoever took the places before. What lies above a
   * plan's share is kept for the larger plans, however many users the smaller ones have.
   */
  readonly placeShare: number;
  /** Model classes that this plan may use; the first is the default. */
  readonly models: readonly string[];
  /** How much of a conversation the model is shown, UTF-16 units; cost and token budgets are computed from it. */
  readonly historyChars: number;
  /** What all users of the plan together may cost a day, micro-dollars. */
  readonly spendPerDayMicroUsd: number;
  /** Largest picture that may be attached to a message, bytes; 0: none. At most 4 MB: the request limit of edge hosts. */
  readonly attachmentBytes: number;
  /** How long conversations are kept, days; null: as long as the account exists. */
  readonly retentionDays: number | null;
  /**
   * What the providers of models may do with the plan's conversations. "not-collected" costs nothing; "not-kept" excludes more hosts of a
   * model, so answers may cost more or fail. Source: https://openrouter.ai/docs/guides/privacy/zdr.
   */
  readonly providerData: ProviderData;
}

/** The plans that exist, from the smallest to the largest. */
const LIMITS = {
  guest: {
    turnsPerDay: 20,
    tokensPerDay: 100_000,
    window: { seconds: 3_600, turns: 12, tokens: 60_000 },
    maxInFlight: 2,
    placeShare: 0.75,
    models: ["fast"],
    historyChars: 12_000,
    spendPerDayMicroUsd: 15_000_000,
    attachmentBytes: 0,
    retentionDays: 7,
    providerData: "not-collected",
  },
  free: {
    turnsPerDay: 50,
    tokensPerDay: 250_000,
    window: { seconds: 3_600, turns: 25, tokens: 125_000 },
    maxInFlight: 2,
    placeShare: 0.8,
    models: ["fast"],
    historyChars: 16_000,
    spendPerDayMicroUsd: 20_000_000,
    attachmentBytes: 2_000_000,
    retentionDays: 30,
    providerData: "not-collected",
  },
  plus: {
    turnsPerDay: 300,
    tokensPerDay: 2_000_000,
    window: { seconds: 3_600, turns: 80, tokens: 600_000 },
    maxInFlight: 4,
    placeShare: 1,
    models: ["fast", "smart"],
    historyChars: 32_000,
    spendPerDayMicroUsd: 30_000_000,
    attachmentBytes: 4_000_000,
    retentionDays: 365,
    providerData: "not-collected",
  },
  pro: {
    turnsPerDay: 1_500,
    tokensPerDay: 10_000_000,
    window: { seconds: 3_600, turns: 250, tokens: 2_500_000 },
    maxInFlight: 8,
    placeShare: 1,
    models: ["fast", "smart"],
    historyChars: 48_000,
    spendPerDayMicroUsd: 40_000_000,
    attachmentBytes: 4_000_000,
    retentionDays: null,
    providerData: "not-collected",
  },
} satisfies Readonly<Record<string, PlanLimits & { readonly models: readonly ModelClassName[] }>>;

export type PlanName = keyof typeof LIMITS;
export const PLANS: Readonly<Record<PlanName, PlanLimits>> = LIMITS;
export const PLAN_NAMES = namesOf(PLANS);

export function isPlanName(name: unknown): name is PlanName {
  return typeof name === "string" && Object.hasOwn(PLANS, name);
}
