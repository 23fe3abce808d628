import type { MutationCtx } from "../../_generated/server.js";
import type { Caller } from "../platform/auth.ts";
import { findOwnThread } from "./findThread.ts";
import { LIMITS } from "../platform/limits.ts";
import { refuse } from "../platform/refuse.ts";

export async function renameThread(
  ctx: MutationCtx & { readonly caller: Caller },
  { threadId, title }: { readonly threadId: string; readonly title: string },
) {
  const words = title.replaceAll(/\s+/g, " ").trim();
  if (words === "" || words.length > LIMITS.titleChars) {
    const message = `A title has 1 to ${LIMITS.titleChars} characters.`;
    return refuse({ code: "invalid_request", scope: "thread.title", message });
  }
  const thread = await findOwnThread(ctx, threadId, ctx.caller.ownerId);
  if (!thread) return refuse({ code: "not_found", scope: "thread" });
  await ctx.db.patch(thread._id, { title: words, titleState: "user" });
  return { ok: true } as const;
}
