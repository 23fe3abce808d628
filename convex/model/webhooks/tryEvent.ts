import { cutText, type WebhookDelivery } from "@sendcat/shared-types";
import { internal } from "../../_generated/api.js";
import type { MutationCtx } from "../../_generated/server.js";
import { LIMITS } from "../platform/limits.ts";

/** Null when the event took effect, else the error; then no effect of it remains. */
export async function tryEvent(
  ctx: MutationCtx,
  { version, event }: Pick<WebhookDelivery, "version" | "event">,
): Promise<string | null> {
  try {
    await ctx.runMutation(internal.webhooks.apply, { version, event });
    return null;
  } catch (error) {
    return cutText(String(error), LIMITS.webhookErrorChars);
  }
}
