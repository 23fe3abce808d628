import { reportViewSchema, type Reports } from "@sendcat/shared-types";
import { callConvex, expectReply, type ConvexEndpoint } from "./call-convex.ts";
import { MUTATIONS, QUERIES } from "./functions.ts";

export interface ReportsOptions extends ConvexEndpoint {
  /** A fresh token of `service:gateway`. */
  readonly serviceToken: () => Promise<string>;
  /** Per call, including the repeat, milliseconds. Default 5 s. */
  readonly timeoutMs?: number;
}

/** Convex as the Reports. Every call may be repeated. Throws what the TurnStore throws. */
export function createReports(options: ReportsOptions): Reports {
  const call = { token: options.serviceToken, timeoutMs: options.timeoutMs ?? 5_000, attempts: 2 };
  return {
    async file({ reporterId, about, id, reason, text }) {
      // Convex refuses arguments with half a character; the core cuts the text only after that.
      const report = { reporterId, about, id, reason, text: text.toWellFormed() };
      const reply = await callConvex(options, call, (convex) => convex.mutation(MUTATIONS.reports.file, report));
      return expectReply(reply, (filed) => typeof filed === "boolean");
    },
    async list({ cursor, limit }) {
      const args = { paginationOpts: { cursor, numItems: limit } };
      const reply = await callConvex(options, call, (convex) => convex.query(QUERIES.reports.list, args));
      const { page, isDone, continueCursor } = expectReply(reply, (list) =>
        list.page.every((item) => reportViewSchema.safeParse(item).success),
      );
      return { items: page, cursor: isDone ? null : continueCursor };
    },
    async handle(reportId, { actor, requestId }) {
      const handled = { reportId, actor, requestId };
      await callConvex(options, call, (convex) => convex.mutation(MUTATIONS.reports.handle, handled));
    },
  };
}
