import { readDayTotals, type Ledger } from "@sendcat/shared-types";
import { callConvex, expectReply, type ConvexEndpoint } from "./call-convex.ts";
import { QUERIES } from "./functions.ts";
import { isDayPageReply, isUserTotalsReply } from "./reply-shapes.ts";

export interface LedgerOptions extends ConvexEndpoint {
  /** A fresh token of `service:gateway`. */
  readonly serviceToken: () => Promise<string>;
  /** Per request, milliseconds. */
  readonly timeoutMs: number;
}

/** Convex as the Ledger. Throws what the TurnStore throws. */
export function createLedger(options: LedgerOptions): Ledger {
  const call = { token: options.serviceToken, timeoutMs: options.timeoutMs, attempts: 2 };
  return {
    dayTotals: async (day) =>
      await readDayTotals(async (after) => {
        const reply = await callConvex(options, call, (convex) =>
          convex.query(QUERIES.usage.dayTotals, { day, after }),
        );
        return expectReply(reply, isDayPageReply);
      }),
    async userTotals({ userId, day }) {
      const reply = await callConvex(options, call, (convex) =>
        convex.query(QUERIES.usage.userTotals, { userId, day }),
      );
      return expectReply(reply, isUserTotalsReply);
    },
  };
}
