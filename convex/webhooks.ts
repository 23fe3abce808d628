import { paginationOptsValidator } from "convex/server";
import { v } from "convex/values";
import { internalMutation } from "./_generated/server.js";
import { operatorMutation, operatorQuery, serviceMutation } from "./model/platform/auth.ts";
import { applyBillingEvent } from "./model/billing/applyBillingEvent.ts";
import { boundedPage } from "./model/platform/boundedPage.ts";
import { vBillingEvent } from "./model/billing/validators.ts";
import { receiveWebhook } from "./model/webhooks/receiveWebhook.ts";
import { replayWebhook } from "./model/webhooks/replayWebhook.ts";
import { retryWebhook } from "./model/webhooks/retryWebhook.ts";
import { deadLetterView } from "./model/webhooks/deadLetterView.ts";

const delivery = {
  source: v.string(),
  eventId: v.string(),
  type: v.string(),
  version: v.string(),
  event: vBillingEvent,
};

/** `WebhookInbox.receive`. For the service, which has checked the signature. The effect and its row are one transaction. */
export const receive = serviceMutation({
  args: delivery,
  handler: async (ctx, args) => await receiveWebhook(ctx, args),
});

/** An event's effect, as a nested transaction: when it throws, no effect remains. */
export const apply = internalMutation({
  args: { version: v.string(), event: vBillingEvent },
  handler: async (ctx, args): Promise<void> => await applyBillingEvent(ctx, args),
});

/** Retries a failed event. */
export const retry = internalMutation({
  args: { id: v.id("webhookEvents") },
  handler: async (ctx, { id }): Promise<void> => await retryWebhook(ctx, id),
});

/** Dead events, newest first, for operators. */
export const deadLetters = operatorQuery({
  args: { paginationOpts: paginationOptsValidator },
  handler: async (ctx, { paginationOpts }) => {
    const result = await ctx.db
      .query("webhookEvents")
      .withIndex("by_state", (q) => q.eq("state", "dead"))
      .order("desc")
      .paginate(boundedPage(paginationOpts));
    return { ...result, page: result.page.map(deadLetterView) };
  },
});

/** Retries a dead event once more, for operators. */
export const replay = operatorMutation({
  args: { source: v.string(), eventId: v.string() },
  handler: async (ctx, args) => await replayWebhook(ctx, args),
});
