import type { ThreadStore } from "@sendcat/shared-types";
import { callConvex, expectReply, type ConvexEndpoint } from "./call-convex.ts";
import { QUERIES } from "./functions.ts";
import { isPageReply } from "./reply-shapes.ts";

export interface ThreadStoreOptions extends ConvexEndpoint {
  /** Per call, including the repeat, milliseconds. Default 5 s. */
  readonly timeoutMs?: number;
}

/** Convex as the ThreadStore. A page has at most 100 items, whatever limit is given. Throws what the TurnStore throws. */
export function createThreadStore(options: ThreadStoreOptions): ThreadStore {
  const { timeoutMs = 5_000 } = options;
  const callAs = (token: string) => ({ token: () => token, timeoutMs, attempts: 2 });

  return {
    async threads({ cursor, limit }, as) {
      const args = { paginationOpts: { cursor, numItems: limit } };
      const reply = await callConvex(options, callAs(as.token), (convex) => convex.query(QUERIES.threads.list, args));
      const { page, isDone, continueCursor } = expectReply(reply, isPageReply);
      return { items: page, cursor: isDone ? null : continueCursor };
    },
    async messages({ threadId, cursor, limit }, as) {
      const args = { threadId, paginationOpts: { cursor, numItems: limit } };
      // An unknown thread lists as empty; only `get` tells the difference.
      const [thread, reply] = await callConvex(options, callAs(as.token), async (convex) =>
        Promise.all([convex.query(QUERIES.threads.get, { threadId }), convex.query(QUERIES.messages.list, args)]),
      );
      if (thread === null) return null;
      const { page, isDone, continueCursor } = expectReply(reply, isPageReply);
      return { items: page, cursor: isDone ? null : continueCursor };
    },
  };
}
