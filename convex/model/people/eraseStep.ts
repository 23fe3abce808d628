import { internal } from "../../_generated/api.js";
import type { MutationCtx } from "../../_generated/server.js";
import { dropAttachments } from "../attachments/dropAttachments.ts";
import { unsentOf } from "../attachments/unsentOf.ts";
import { findLiveTurn } from "../turns/findLiveTurn.ts";
import { dropExport } from "../exports/dropExport.ts";
import { LIMITS } from "../platform/limits.ts";
import { forgetCalls } from "../platform/rateLimits.ts";
import { purgeBatch } from "../threads/purgeThread.ts";
import { eraseAccount } from "../accounts/eraseAccount.ts";
import { eraseBilling } from "./eraseBilling.ts";
import { findUser } from "./findUser.ts";

/** The owner's name in ledger rows of erased users. */
export const ERASED = "erased";
const LIVE_TURN_WAIT_MS = 30_000;

/** Does one bounded step and schedules the next. The user's row is deleted last. */
export async function eraseStep(
  ctx: MutationCtx,
  { ownerId, isLast }: { readonly ownerId: string; readonly isLast: boolean },
): Promise<void> {
  const outcome =
    (await eraseThread(ctx, ownerId)) ??
    (await eraseUnsent(ctx, ownerId)) ??
    (await eraseExports(ctx, ownerId)) ??
    (await eraseReports(ctx, ownerId)) ??
    (await anonymise(ctx, ownerId)) ??
    (await eraseAccount(ctx, ownerId)) ??
    (await eraseBilling(ctx, ownerId));
  if (outcome !== null) {
    const waitMs = outcome === "live" ? LIVE_TURN_WAIT_MS : 0;
    await ctx.scheduler.runAfter(waitMs, internal.people.eraseMore, { ownerId, isLast });
    return;
  }
  await forgetCalls(ctx, ownerId);
  const user = isLast ? await findUser(ctx, ownerId) : null;
  if (user) await ctx.db.delete(user._id);
}

/** Null when nothing of this kind is left. */
type Outcome = "more" | "live" | null;

async function eraseThread(ctx: MutationCtx, ownerId: string): Promise<Outcome> {
  const thread = await ctx.db
    .query("threads")
    .withIndex("by_owner", (q) => q.eq("ownerId", ownerId))
    .first();
  if (!thread) return null;
  if (!thread.removed) await ctx.db.patch(thread._id, { removed: true });
  const live = await findLiveTurn(ctx, thread.threadId);
  if (live && live.signal !== "stop") await ctx.db.patch(live._id, { signal: "stop" });
  return (await purgeBatch(ctx, thread)).state === "live" ? "live" : "more";
}

async function eraseUnsent(ctx: MutationCtx, ownerId: string): Promise<Outcome> {
  const rows = await unsentOf(ctx, ownerId);
  await dropAttachments(ctx, rows);
  return rows.length > 0 ? "more" : null;
}

async function eraseExports(ctx: MutationCtx, ownerId: string): Promise<Outcome> {
  const rows = await ctx.db
    .query("exports")
    .withIndex("by_owner", (q) => q.eq("ownerId", ownerId))
    .take(LIMITS.exportsKept);
  for (const row of rows) await dropExport(ctx, row);
  return rows.length > 0 ? "more" : null;
}

async function eraseReports(ctx: MutationCtx, ownerId: string): Promise<Outcome> {
  const rows = await ctx.db
    .query("reports")
    .withIndex("by_reporter", (q) => q.eq("reporterId", ownerId))
    .take(LIMITS.eraseBatch);
  for (const { _id } of rows) await ctx.db.delete(_id);
  return rows.length > 0 ? "more" : null;
}

/** Keeps the amounts and removes the owner. */
async function anonymise(ctx: MutationCtx, ownerId: string): Promise<Outcome> {
  const rows = await ctx.db
    .query("usageLedger")
    .withIndex("by_owner_day", (q) => q.eq("ownerId", ownerId))
    .take(LIMITS.eraseBatch);
  const owed = await ctx.db
    .query("settlements")
    .withIndex("by_owner", (q) => q.eq("ownerId", ownerId))
    .take(LIMITS.eraseBatch);
  for (const { _id } of rows) await ctx.db.patch(_id, { ownerId: ERASED });
  for (const { _id } of owed) await ctx.db.patch(_id, { ownerId: ERASED });
  return rows.length + owed.length > 0 ? "more" : null;
}
