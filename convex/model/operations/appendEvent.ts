import { type AuditEvent, cutText } from "@sendcat/shared-types";
import type { MutationCtx } from "../../_generated/server.js";
import { LIMITS } from "../platform/limits.ts";

/** Rows are never changed and never deleted. */
export async function appendEvent(ctx: MutationCtx, { actor, requestId, action, detail }: AuditEvent): Promise<null> {
  await ctx.db.insert("opsEvents", {
    actor: cutText(actor, LIMITS.ownerIdChars),
    requestId: cutText(requestId, LIMITS.ownerIdChars),
    action: cutText(action, LIMITS.eventActionChars),
    detail: cutText(detail, LIMITS.eventDetailChars),
  });
  return null;
}
