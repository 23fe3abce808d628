import { internal } from "../../_generated/api.js";
import type { ActionCtx } from "../../_generated/server.js";
import type { AccountChange } from "./ownerLetter.ts";

/**
 * Schedules the email that tells an account's owner of a change. Within a mutation it is sent if and only if the change is kept; that it cannot be
 * sent undoes no change.
 */
export async function tellOwner(
  ctx: Pick<ActionCtx, "scheduler">,
  told: { readonly authUserId: string; readonly change: AccountChange },
): Promise<void> {
  await ctx.scheduler.runAfter(0, internal.accounts.mailOwner, { ...told, atMs: Date.now(), failures: 0 });
}
