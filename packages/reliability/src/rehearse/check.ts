import type { Deployment } from "./deployment.ts";

export const OUTCOMES = ["ok", "warning", "failed", "not checked"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What a check has found. `says` is for an operator's screen: it holds no secret. */
export interface Finding {
  readonly outcome: Outcome;
  readonly says: string;
  /** The step that mends it, if it differs from the check's usual one. */
  readonly mend?: string;
}

/** One thing that must hold of a deployment. */
export interface Check {
  readonly name: string;
  /** Variables that it needs; of a list, any one. */
  readonly needs: readonly (string | readonly string[])[];
  /** The step that mends it: a command, or a step of docs/deploy.md. */
  readonly mend: string;
  /** Throws an error whose message says what failed. */
  readonly look: (deployment: Deployment) => Promise<Finding>;
}

export const ok = (says: string): Finding => ({ outcome: "ok", says });
export const warning = (says: string): Finding => ({ outcome: "warning", says });
export const failed = (says: string): Finding => ({ outcome: "failed", says });
