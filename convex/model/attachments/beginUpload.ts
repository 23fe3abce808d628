import type { MutationCtx } from "../../_generated/server.js";
import { LIMITS } from "../platform/limits.ts";
import { isErasing } from "../people/isErasing.ts";
import { refuse } from "../platform/refuse.ts";
import { unsentOf } from "./unsentOf.ts";

/** An address to upload one file to; refused while the user has too many unsent files. */
export async function beginUpload(ctx: MutationCtx, ownerId: string) {
  if (await isErasing(ctx, ownerId)) return refuse({ code: "unauthenticated", scope: "person.erased" });
  if ((await unsentOf(ctx, ownerId)).length >= LIMITS.unsentAttachments) {
    const message = "You have too many unsent pictures and documents. Send or remove some of them.";
    return refuse({ code: "rate_limited", scope: "user.unsent", limit: LIMITS.unsentAttachments, message });
  }
  return { ok: true, uploadUrl: await ctx.storage.generateUploadUrl() } as const;
}
