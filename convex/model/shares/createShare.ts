import type { MutationCtx } from "../../_generated/server.js";
import type { Caller } from "../platform/auth.ts";
import { findOwnThread } from "../threads/findThread.ts";
import { refuse } from "../platform/refuse.ts";
import { findShare, findShareOfThread } from "./findShare.ts";

/** The format of crypto.randomUUID: 122 random bits, which cannot be guessed. */
const SHARE_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

export async function createShare(
  ctx: MutationCtx & { readonly caller: Caller },
  { threadId, shareId }: { readonly threadId: string; readonly shareId: string },
) {
  if (!SHARE_ID.test(shareId)) return refuse({ code: "invalid_request", scope: "share.id" });
  const { ownerId } = ctx.caller;
  if (!(await findOwnThread(ctx, threadId, ownerId))) return refuse({ code: "not_found", scope: "thread" });
  const sharedAtMs = Date.now();
  const shared = await findShareOfThread(ctx, threadId);
  if (shared) {
    await ctx.db.patch(shared._id, { sharedAtMs });
    return { ok: true, shareId: shared.shareId, sharedAtMs } as const;
  }
  if (await findShare(ctx, shareId)) return refuse({ code: "conflict", scope: "share.id" });
  await ctx.db.insert("shares", { shareId, threadId, ownerId, sharedAtMs });
  return { ok: true, shareId, sharedAtMs } as const;
}
