/** A custom rule as Vercel's API writes it. What we did not write may hold anything: it is kept, compared and shown, not understood. */
export interface VercelCondition {
  readonly type: string;
  readonly op: string;
  readonly neg?: boolean;
  readonly key?: string;
  readonly value?: unknown;
}

export interface VercelMitigate {
  readonly action: string;
  readonly rateLimit?: {
    readonly algo: string;
    readonly window: number;
    readonly limit: number;
    readonly keys: readonly string[];
    readonly action?: string | null;
  } | null;
  readonly redirect?: { readonly location: string; readonly permanent: boolean } | null;
  readonly actionDuration?: string | null;
}

export interface VercelRuleValue {
  readonly name: string;
  readonly description: string;
  readonly active: boolean;
  readonly conditionGroup: readonly { readonly conditions: readonly VercelCondition[] }[];
  readonly action: { readonly mitigate: VercelMitigate };
}

/** A rule the project has, bounded and checked as far as we rely on it; `json` is all of it. */
export interface RemoteRule {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly active: boolean;
  readonly json: Readonly<Record<string, unknown>>;
}
