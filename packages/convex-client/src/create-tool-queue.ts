import { api } from "@sendcat/convex/api";
import type { ToolQueue } from "@sendcat/shared-types";
import { callConvex, expectReply, type ConvexEndpoint } from "./call-convex.ts";
import { isToolAnswer, isToolAskReply } from "./reply-shapes.ts";

export interface ToolQueueOptions extends ConvexEndpoint {
  /** A fresh token of `service:gateway`. */
  readonly serviceToken: () => Promise<string>;
  /** Per call, its repeat included. */
  readonly timeoutMs: number;
}

/** Convex as the ToolQueue. Asking twice is asking once, so a call without an answer is repeated. Throws as the TurnStore does. */
export function createToolQueue(options: ToolQueueOptions): ToolQueue {
  const call = { token: options.serviceToken, timeoutMs: options.timeoutMs, attempts: 2 };
  return {
    async ask({ input, ...question }) {
      const args = { ...question, input: { ...input } };
      const reply = await callConvex(options, call, (convex) =>
        convex.mutation(api.toolJobs.ask, args, { skipQueue: true }),
      );
      return expectReply(reply, isToolAskReply);
    },
    async deliverLater({ key, turnId, callId }) {
      const reply = await callConvex(options, call, (convex) =>
        convex.mutation(api.toolJobs.deliverLater, { key, turnId, callId }, { skipQueue: true }),
      );
      return expectReply(reply, (answer) => answer === null || isToolAnswer(answer));
    },
    async cancel(key) {
      await callConvex(options, call, (convex) => convex.mutation(api.toolJobs.cancel, { key }, { skipQueue: true }));
    },
  };
}
