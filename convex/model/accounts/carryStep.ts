import { internal } from "../../_generated/api.js";
import type { MutationCtx } from "../../_generated/server.js";
import { findArchive } from "../archives/findArchive.ts";
import { LIMITS } from "../platform/limits.ts";
import { partsChars } from "../messages/partsChars.ts";

export interface Carrying {
  readonly from: string;
  readonly to: string;
  /** The thread whose messages are being moved; null between threads. */
  readonly threadId: string | null;
  /** Creation time of the last message moved. */
  readonly after: number;
}

/** One bounded step of moving a guest's data to an account: a thread, then its messages, then rows that belong to no thread. */
export async function carryStep(ctx: MutationCtx, carrying: Carrying): Promise<void> {
  const next = carrying.threadId === null ? await carryThread(ctx, carrying) : await carryMessages(ctx, carrying);
  if (next) await ctx.scheduler.runAfter(0, internal.accounts.carry, next);
}

async function carryThread(ctx: MutationCtx, { from, to }: Carrying): Promise<Carrying | null> {
  const thread = await ctx.db
    .query("threads")
    .withIndex("by_owner", (q) => q.eq("ownerId", from))
    .first();
  if (!thread) return (await carryBooks(ctx, { from, to })) ? { from, to, threadId: null, after: 0 } : null;
  const { threadId } = thread;
  await ctx.db.patch(thread._id, { ownerId: to });
  const turns = await ctx.db
    .query("turns")
    .withIndex("by_thread_status", (q) => q.eq("threadId", threadId))
    .take(LIMITS.ledgerRows);
  for (const { _id } of turns) await ctx.db.patch(_id, { ownerId: to });
  const share = await ctx.db
    .query("shares")
    .withIndex("by_thread", (q) => q.eq("threadId", threadId))
    .unique();
  if (share) await ctx.db.patch(share._id, { ownerId: to });
  const pictures = await ctx.db
    .query("attachments")
    .withIndex("by_thread", (q) => q.eq("threadId", threadId))
    .take(LIMITS.ledgerRows);
  for (const { _id } of pictures) await ctx.db.patch(_id, { ownerId: to });
  const archive = await findArchive(ctx, threadId);
  if (archive) await ctx.db.patch(archive._id, { ownerId: to });
  return { from, to, threadId, after: 0 };
}

async function carryMessages(ctx: MutationCtx, { from, to, threadId, after }: Carrying): Promise<Carrying> {
  if (threadId === null) return { from, to, threadId, after };
  let moved = 0;
  let chars = 0;
  for await (const message of ctx.db
    .query("messages")
    .withIndex("by_thread", (q) => q.eq("threadId", threadId).gt("_creationTime", after))) {
    await ctx.db.patch(message._id, { ownerId: to });
    moved += 1;
    chars += partsChars(message.parts);
    if (moved >= LIMITS.eraseBatch || chars > LIMITS.carriedChars)
      return { from, to, threadId, after: message._creationTime };
  }
  return { from, to, threadId: null, after: 0 };
}

/** Moves the ledger, open settlements, exports and reports. True when there was something. */
async function carryBooks(
  ctx: MutationCtx,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<boolean> {
  const rows = await ctx.db
    .query("usageLedger")
    .withIndex("by_owner_day", (q) => q.eq("ownerId", from))
    .take(LIMITS.eraseBatch);
  const owed = await ctx.db
    .query("settlements")
    .withIndex("by_owner", (q) => q.eq("ownerId", from))
    .take(LIMITS.eraseBatch);
  const copies = await ctx.db
    .query("exports")
    .withIndex("by_owner", (q) => q.eq("ownerId", from))
    .take(LIMITS.exportsKept);
  for (const { _id } of rows) await ctx.db.patch(_id, { ownerId: to });
  for (const { _id } of owed) await ctx.db.patch(_id, { ownerId: to });
  const reports = await ctx.db
    .query("reports")
    .withIndex("by_reporter", (q) => q.eq("reporterId", from))
    .take(LIMITS.eraseBatch);
  for (const { _id } of reports) await ctx.db.patch(_id, { reporterId: to });
  for (const { _id } of copies) await ctx.db.patch(_id, { ownerId: to });
  return rows.length + owed.length + copies.length + reports.length > 0;
}
