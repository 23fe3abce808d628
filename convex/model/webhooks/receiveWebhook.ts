import type { WebhookDelivery, WebhookOutcome } from "@sendcat/shared-types";
import { internal } from "../../_generated/api.js";
import type { MutationCtx } from "../../_generated/server.js";
import { findWebhook } from "./findWebhook.ts";
import { FIRST_RETRY_MS } from "./retryWebhook.ts";
import { tryEvent } from "./tryEvent.ts";

/** Handles an event once: its effect and its row are written together. A failed event is kept and retried. */
export async function receiveWebhook(ctx: MutationCtx, delivery: WebhookDelivery): Promise<WebhookOutcome> {
  if (await findWebhook(ctx, delivery)) return "duplicate";
  const { source, eventId, type, version, event } = delivery;
  const error = await tryEvent(ctx, delivery);
  const id = await ctx.db.insert("webhookEvents", {
    source,
    eventId,
    type,
    version,
    state: error === null ? "applied" : "failed",
    attempts: 1,
    // An applied event is not stored again.
    event: error === null ? null : event,
    error,
  });
  if (error === null) return "applied";
  await ctx.scheduler.runAfter(FIRST_RETRY_MS, internal.webhooks.retry, { id });
  return "kept";
}
