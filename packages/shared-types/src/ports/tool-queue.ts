import type { Refusal } from "../errors/refusal.ts";
import type { PlanName } from "../plans/plan.ts";
import type { ToolInput } from "../tools/tool-input.ts";
import type { ToolJob } from "../tools/tool-job.ts";
import type { ToolName } from "../tools/tool-table.ts";
import type { ToolOutcome } from "./tool-cache.ts";

export interface ToolQuestion {
  readonly key: string;
  readonly tool: ToolName;
  readonly input: ToolInput;
  /** Whose caps the job counts against. */
  readonly plan: PlanName;
  /** Of the request that asks: it stands in the core's log. */
  readonly requestId?: string;
  /** Nothing older is an answer, Unix milliseconds. */
  readonly clearedAtMs: number;
}

export type ToolAnswer =
  | { readonly kind: "ended"; readonly outcome: ToolOutcome; readonly fetchedAtMs: number }
  | { readonly kind: "under-way"; readonly job: ToolJob };

/** Background jobs that carry out tools, one at a time for a key. Methods throw a SendcatError when the queue cannot be reached. */
export interface ToolQueue {
  /**
   * What is known already, else the job of this key that is under way, else a new one. Refuses with `queue_saturated` and an honest
   * `retryAfterMs` when there is no room.
   */
  ask(
    question: ToolQuestion,
  ): Promise<{ readonly ok: true; readonly answer: ToolAnswer } | { readonly ok: false; readonly refusal: Refusal }>;
  /** The answer goes on without it: when it ends it lands in the turn's message. Null when there is no such job. */
  deliverLater(wait: {
    readonly key: string;
    readonly turnId: string;
    readonly callId: string;
  }): Promise<ToolAnswer | null>;
  /** Nobody waits for it any more: a job that has not begun is given up. */
  cancel(key: string): Promise<void>;
}
