import type { WebhookDelivery, WebhookOutcome } from "@sendcat/shared-types";
import { internal } from "../../_generated/api.js";
import type { MutationCtx } from "../../_generated/server.js";
import { findWebhook } from "./findWebhook.ts";
import { FIRST_RETRY_MS } from "./retryWebhook.ts";
import { tryEvent } from "./tryEvent.ts";

/** An event once: its effect and the row that remembers it are written together. One that fails is kept, and tried again by itself. */
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
    // What has had its effect needs no copy of itself.
    event: error === null ? null : event,
    error,
  });
  if (error === null) return "applied";
  await ctx.scheduler.runAfter(FIRST_RETRY_MS, internal.webhooks.retry, { id });
  return "kept";
}
