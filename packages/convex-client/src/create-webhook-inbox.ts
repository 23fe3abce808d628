import type { WebhookInbox } from "@sendcat/shared-types";
import { callConvex, expectReply, type ConvexEndpoint } from "./call-convex.ts";
import { MUTATIONS } from "./functions.ts";

export interface WebhookInboxOptions extends ConvexEndpoint {
  /** A fresh token of `service:gateway`. */
  readonly serviceToken: () => Promise<string>;
  /** Per delivery, including the repeat, milliseconds. */
  readonly timeoutMs: number;
}

/** Convex as the WebhookInbox: one mutation per delivery, which may be repeated. Throws what the TurnStore throws. */
export function createWebhookInbox(options: WebhookInboxOptions): WebhookInbox {
  const call = { token: options.serviceToken, timeoutMs: options.timeoutMs, attempts: 2 };
  return {
    async receive(delivery) {
      const reply = await callConvex(options, call, (convex) =>
        convex.mutation(MUTATIONS.webhooks.receive, { ...delivery }, { skipQueue: true }),
      );
      return expectReply(reply, (outcome) => ["applied", "duplicate", "kept"].includes(outcome));
    },
  };
}
