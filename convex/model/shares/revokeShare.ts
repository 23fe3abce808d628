import type { MutationCtx } from "../../_generated/server.js";
import type { Caller } from "../platform/auth.ts";
import { refuse } from "../platform/refuse.ts";
import { findShareOfThread } from "./findShare.ts";

export async function revokeShare(ctx: MutationCtx & { readonly caller: Caller }, threadId: string) {
  const share = await findShareOfThread(ctx, threadId);
  if (share?.ownerId !== ctx.caller.ownerId) return refuse({ code: "not_found", scope: "share" });
  await ctx.db.delete(share._id);
  return { ok: true } as const;
}
