import type { MutationCtx } from "../../_generated/server.js";
import { LIMITS } from "../platform/limits.ts";

export interface KeptChallenge {
  readonly challenge: string;
  /** The user who adds a passkey; null to sign in. */
  readonly authUserId: string | null;
}

export async function keepChallenge(ctx: MutationCtx, kept: KeptChallenge): Promise<void> {
  await ctx.db.insert("passkeyChallenges", { ...kept, expiresAtMs: Date.now() + LIMITS.challengeMs });
}

/** Uses up a challenge. Null when it is unknown, used or expired. */
export async function takeChallenge(ctx: MutationCtx, challenge: string): Promise<KeptChallenge | null> {
  const kept = await ctx.db
    .query("passkeyChallenges")
    .withIndex("by_challenge", (q) => q.eq("challenge", challenge))
    .unique();
  if (!kept) return null;
  await ctx.db.delete(kept._id);
  return kept.expiresAtMs > Date.now() ? { challenge, authUserId: kept.authUserId } : null;
}

/** Run by a cron: deletes challenges without an answer. */
export async function sweepChallenges(ctx: MutationCtx): Promise<void> {
  const expired = await ctx.db
    .query("passkeyChallenges")
    .withIndex("by_expiry", (q) => q.lte("expiresAtMs", Date.now()))
    .take(LIMITS.eraseBatch);
  for (const { _id } of expired) await ctx.db.delete(_id);
}
