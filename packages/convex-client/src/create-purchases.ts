import type { Purchases } from "@sendcat/shared-types";
import { callConvex, expectReply, type ConvexEndpoint } from "./call-convex.ts";
import { QUERIES } from "./functions.ts";

export interface PurchasesOptions extends ConvexEndpoint {
  /** A fresh token of `service:gateway`. */
  readonly serviceToken: () => Promise<string>;
  /** Per call, including the repeat, milliseconds. Default 5 s. */
  readonly timeoutMs?: number;
}

/** Convex as the Purchases. Throws what the TurnStore throws. */
export function createPurchases(options: PurchasesOptions): Purchases {
  const call = { token: options.serviceToken, timeoutMs: options.timeoutMs ?? 5_000, attempts: 2 };
  return {
    async of(ownerId) {
      const reply = await callConvex(options, call, (convex) => convex.query(QUERIES.billing.purchases, { ownerId }));
      const { customerId, isSubscribed } = expectReply(reply, (known) => typeof known.isSubscribed === "boolean");
      return { customerId, isSubscribed };
    },
  };
}
