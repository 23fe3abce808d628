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
  /** The plan whose limits the job counts against. */
  readonly plan: PlanName;
  /** Id of the request, for the core's log. */
  readonly requestId?: string;
  /** The turn that asks. The owner of the turn that asks first pays for the search, also when it ends after the turn. */
  readonly turnId?: string;
  /** A result fetched before this is not an answer, Unix milliseconds. */
  readonly clearedAtMs: number;
}

export type ToolAnswer =
  | { readonly kind: "ended"; readonly outcome: ToolOutcome; readonly fetchedAtMs: number }
  | { readonly kind: "under-way"; readonly job: ToolJob };

/** Background jobs that run tools, one at a time per key. Methods throw a SendcatError when the queue does not answer. */
export interface ToolQueue {
  /**
   * A result that is already known, else the running job of this key, else a new job. Refuses with `queue_saturated` and a realistic
   * `retryAfterMs` when there is no room.
   */
  ask(
    question: ToolQuestion,
  ): Promise<{ readonly ok: true; readonly answer: ToolAnswer } | { readonly ok: false; readonly refusal: Refusal }>;
  /** The answer continues without the result, which is added to the turn's message when the job ends. Null when there is no such job. */
  deliverLater(wait: {
    readonly key: string;
    readonly turnId: string;
    readonly callId: string;
  }): Promise<ToolAnswer | null>;
  /** Nothing waits for the job any more: it is dropped if it has not started. */
  cancel(key: string): Promise<void>;
}
