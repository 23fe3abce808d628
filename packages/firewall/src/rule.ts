/** Facts that a rule can test besides headers, in Vercel's names. Vercel knows more, for rules made on its dashboard. */
export const PLAIN_TYPES = ["path", "raw_path", "method", "user_agent", "geo_country", "geo_as_number"] as const;

/** The operators that a rule may use, with `inc` and `ex`. The dashboard can show each of them. */
export const TEXT_OPS = ["eq", "pre", "sub", "re"] as const;

type Subject =
  | { readonly type: (typeof PLAIN_TYPES)[number]; readonly key?: undefined }
  | { readonly type: "header"; readonly key: string };
type Test =
  | { readonly op: (typeof TEXT_OPS)[number]; readonly value: string }
  | { readonly op: "inc"; readonly value: readonly string[] }
  | { readonly op: "ex"; readonly value?: undefined };

/** A test of one fact, in Vercel's format: all operators ignore case, `neg` inverts the result. */
export type Condition = Subject & Test & { readonly neg?: boolean };

/** Answers 429 to an address that sends more than this many requests in a fixed window. */
export interface RateLimitAction {
  readonly type: "rate_limit";
  readonly windowSeconds: number;
  /** Requests per window. */
  readonly limit: number;
}

/** Never a challenge: a native app cannot solve one. */
export type RuleAction = { readonly type: "deny" } | RateLimitAction;

export interface Rule {
  /** Stable slug: identifies the rule in refusals and on Vercel. Renaming it removes the rule and adds a new one. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly active: boolean;
  /** A rule matches when any group does; a group matches when all its conditions do. */
  readonly any: readonly (readonly Condition[])[];
  readonly action: RuleAction;
}
