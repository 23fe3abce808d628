/** What a rule may ask of a request beside its headers, in Vercel's words. Vercel knows more, for rules made on its dashboard. */
export const PLAIN_TYPES = ["path", "raw_path", "method", "user_agent", "geo_country", "geo_as_number"] as const;

/** With `inc` and `ex`, all that a rule may use. The dashboard can show each of them. */
export const TEXT_OPS = ["eq", "pre", "sub", "re"] as const;

type Subject =
  | { readonly type: (typeof PLAIN_TYPES)[number]; readonly key?: undefined }
  | { readonly type: "header"; readonly key: string };
type Test =
  | { readonly op: (typeof TEXT_OPS)[number]; readonly value: string }
  | { readonly op: "inc"; readonly value: readonly string[] }
  | { readonly op: "ex"; readonly value?: undefined };

/** One test of one fact, as Vercel writes it: all operators ignore case, `neg` turns the answer round. */
export type Condition = Subject & Test & { readonly neg?: boolean };

/** Answers 429 to one address past so many requests in a fixed window. */
export interface RateLimitAction {
  readonly type: "rate_limit";
  readonly windowSeconds: number;
  /** Requests a window. */
  readonly limit: number;
}

/** No challenge: a native app cannot solve one. */
export type RuleAction = { readonly type: "deny" } | RateLimitAction;

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
