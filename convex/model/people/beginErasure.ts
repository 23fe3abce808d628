import { internal } from "../../_generated/api.js";
import type { MutationCtx } from "../../_generated/server.js";
import type { Caller } from "../platform/auth.ts";
import { purchasesOf } from "../billing/purchasesOf.ts";
import { findSessionById } from "../accounts/findSession.ts";
import { refuse } from "../platform/refuse.ts";
import { findUser } from "./findUser.ts";

/** Issued tokens live for an hour: the row stays until they have expired, so that nothing new begins; then everything is checked again. */
export const LAST_LOOK_MS = 70 * 60_000;
/** The deadline that users are promised. */
export const GONE_WITHIN_MS = 2 * 3_600_000;

/** The longest time since the last sign-in, so that an open page on an unattended device cannot erase the account. */
const SIGN_IN_AGE_MS = 5 * 60_000;

export async function beginErasure(ctx: MutationCtx & { readonly caller: Caller }) {
  const { ownerId, kind, plan } = ctx.caller;
  if (kind === "user" && !(await hasJustSignedIn(ctx))) {
    const message = "Sign in again first, so that nobody but you can delete your account.";
    return refuse({ code: "forbidden", scope: "account.sign_in_again", message });
  }
  const user = await findUser(ctx, ownerId);
  // This row is the only link to the subscription: without it the subscription could not be ended.
  if ((await purchasesOf(ctx, ownerId)).renews) {
    const message = "Cancel your plan first. Otherwise you would keep paying for it.";
    return refuse({ code: "conflict", scope: "billing.renews", message });
  }
  const goneByMs = Date.now() + GONE_WITHIN_MS;
  if (user?.erasing) return { ok: true, goneByMs } as const;
  if (user) await ctx.db.patch(user._id, { erasing: true });
  else await ctx.db.insert("users", { subject: ownerId, kind, plan, erasing: true });
  await ctx.scheduler.runAfter(0, internal.people.forget, { ownerId, isLast: false });
  await ctx.scheduler.runAfter(LAST_LOOK_MS, internal.people.forget, { ownerId, isLast: true });
  return { ok: true, goneByMs } as const;
}

async function hasJustSignedIn(ctx: MutationCtx & { readonly caller: Caller }): Promise<boolean> {
  const { sessionId } = ctx.caller;
  const session = sessionId === null ? null : await findSessionById(ctx, sessionId);
  return session !== null && session.createdAt > Date.now() - SIGN_IN_AGE_MS;
}
