import type { ToolQueue } from "@sendcat/shared-types";
import { callConvex, expectReply, type ConvexEndpoint } from "./call-convex.ts";
import { MUTATIONS } from "./functions.ts";
import { isToolAnswer, isToolAskReply } from "./reply-shapes.ts";

export interface ToolQueueOptions extends ConvexEndpoint {
  /** A fresh token of `service:gateway`. */
  readonly serviceToken: () => Promise<string>;
  /** Per call, including the repeat, milliseconds. */
  readonly timeoutMs: number;
}

/**
 * Convex as the ToolQueue. Asking twice has the effect of asking once, so a call without an answer is repeated. Throws what the TurnStore
 * throws.
 */
export function createToolQueue(options: ToolQueueOptions): ToolQueue {
  const call = { token: options.serviceToken, timeoutMs: options.timeoutMs, attempts: 2 };
  return {
    async ask(question) {
      const reply = await callConvex(options, call, (convex) =>
        convex.mutation(MUTATIONS.toolJobs.ask, question, { skipQueue: true }),
      );
      return expectReply(reply, isToolAskReply);
    },
    async deliverLater(wait) {
      const reply = await callConvex(options, call, (convex) =>
        convex.mutation(MUTATIONS.toolJobs.deliverLater, wait, { skipQueue: true }),
      );
      return expectReply(reply, (answer) => answer === null || isToolAnswer(answer));
    },
    async cancel(key) {
      await callConvex(options, call, (convex) =>
        convex.mutation(MUTATIONS.toolJobs.cancel, { key }, { skipQueue: true }),
      );
    },
  };
}
