import type { OperationsLog } from "@sendcat/shared-types";
import { callConvex, expectReply, type ConvexEndpoint } from "./call-convex.ts";
import { MUTATIONS, QUERIES } from "./functions.ts";
import { isAuditReply, isQueuesReply, isText } from "./reply-shapes.ts";

export interface OperationsLogOptions extends ConvexEndpoint {
  /** A fresh token of `service:gateway`. */
  readonly serviceToken: () => Promise<string>;
  readonly timeoutMs: number;
}

/** Convex as the OperationsLog. Throws what the TurnStore throws. */
export function createOperationsLog(options: OperationsLogOptions): OperationsLog {
  const call = { token: options.serviceToken, timeoutMs: options.timeoutMs, attempts: 1 };
  return {
    async queues() {
      const reply = await callConvex(options, call, (convex) => convex.query(QUERIES.operations.queues, {}));
      return expectReply(reply, isQueuesReply);
    },
    async append({ actor, requestId, action, detail }) {
      const event = { actor, requestId, action, detail };
      await callConvex(options, call, (convex) => convex.mutation(MUTATIONS.operations.append, event));
    },
    async perform(task, { actor, requestId }) {
      await callConvex(options, call, (convex) =>
        convex.mutation(MUTATIONS.operations.perform, { actor, requestId, task }),
      );
    },
    async recent() {
      const reply = await callConvex(options, call, (convex) => convex.query(QUERIES.operations.recent, {}));
      return expectReply(reply, isAuditReply);
    },
    async contract() {
      const reply = await callConvex(options, call, (convex) => convex.query(QUERIES.operations.contract, {}));
      return expectReply(reply, isText);
    },
  };
}
