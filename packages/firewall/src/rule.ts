/** The condition types that this package can evaluate itself; Vercel knows more. */
export const CONDITION_TYPES = [
  "path",
  "raw_path",
  "method",
  "host",
  "header",
  "user_agent",
  "ip_address",
  "geo_country",
  "geo_as_number",
] as const;
export type ConditionType = (typeof CONDITION_TYPES)[number];

export const TEXT_OPS = ["eq", "neq", "pre", "suf", "sub", "re"] as const;
export const LIST_OPS = ["inc", "ninc"] as const;
export const NUMBER_OPS = ["gt", "gte", "lt", "lte"] as const;
export const PRESENCE_OPS = ["ex", "nex"] as const;

type Subject =
  | { readonly type: Exclude<ConditionType, "header">; readonly key?: undefined }
  | { readonly type: "header"; readonly key: string };
type Test =
  | { readonly op: (typeof TEXT_OPS)[number]; readonly value: string }
  | { readonly op: (typeof LIST_OPS)[number]; readonly value: readonly string[] }
  | { readonly op: (typeof NUMBER_OPS)[number]; readonly value: number }
  | { readonly op: (typeof PRESENCE_OPS)[number]; readonly value?: undefined };

/** One test of one fact, in Vercel's words: all operators ignore case, `neg` turns the answer round. */
export type Condition = Subject & Test & { readonly neg?: boolean };

/** How long Vercel goes on acting on a client after the rule has bitten once; only Vercel does so. */
export const PERSIST_DURATIONS = ["1m", "5m", "15m", "30m", "1h"] as const;
export type PersistDuration = (typeof PERSIST_DURATIONS)[number];

export interface RateLimitAction {
  readonly type: "rate_limit";
  readonly algorithm: "fixed_window" | "token_bucket";
  readonly windowSeconds: number;
  /** Requests a window. */
  readonly limit: number;
  /** `ip`, `ja4`; `header:NAME` on Enterprise. Only `ip` is counted outside Vercel. */
  readonly keys: readonly string[];
  /** What happens past the limit; `rate_limit` answers 429. */
  readonly exceeded: "rate_limit" | "deny" | "challenge" | "log";
  readonly persistFor?: PersistDuration;
}

export type RuleAction =
  | { readonly type: "log" | "bypass" }
  | { readonly type: "deny" | "challenge"; readonly persistFor?: PersistDuration }
  | { readonly type: "redirect"; readonly location: string; readonly permanent: boolean }
  | RateLimitAction;

export interface Rule {
  /** Stable slug: what the rule is called in refusals, and how it is found again on Vercel. Renaming it is removing and adding. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly active: boolean;
  /** Groups are alternatives; within a group every condition must hold. */
  readonly any: readonly (readonly Condition[])[];
  readonly action: RuleAction;
}
