import { internal } from "../../_generated/api.js";
import type { Id } from "../../_generated/dataModel.js";
import type { MutationCtx } from "../../_generated/server.js";
import { tryEvent } from "./tryEvent.ts";

export const FIRST_RETRY_MS = 60_000;
/** Each wait is this many times the one before: 1, 5, 25 minutes, 2 hours. */
const GROWTH = 5;
const MAX_ATTEMPTS = 5;

/** failed -> applied | failed | dead (after its last attempt); operators replay dead ones. */
export async function retryWebhook(ctx: MutationCtx, id: Id<"webhookEvents">): Promise<void> {
  const row = await ctx.db.get(id);
  if (!row?.event || row.state === "applied") return;
  const error = await tryEvent(ctx, { version: row.version, event: row.event });
  const attempts = row.attempts + 1;
  if (error === null) return await ctx.db.patch(id, { state: "applied", attempts, event: null, error });
  const isDead = attempts >= MAX_ATTEMPTS;
  await ctx.db.patch(id, { state: isDead ? "dead" : "failed", attempts, error });
  if (!isDead) await ctx.scheduler.runAfter(FIRST_RETRY_MS * GROWTH ** (attempts - 1), internal.webhooks.retry, { id });
}
