import { namesOf } from "@sendcat/shared-types";
import { v, type ObjectType } from "convex/values";
import { internal } from "../../_generated/api.js";
import type { ActionCtx } from "../../_generated/server.js";
import { literals } from "../platform/literals.ts";
import { countMail } from "../platform/rateLimits.ts";
import { servicePolicy } from "../platform/servicePolicy.ts";
import { findAuthUser } from "./findAuthUser.ts";
import { mailLetter } from "./mailLetter.ts";
import { ACCOUNT_CHANGES, ownerLetter } from "./ownerLetter.ts";

export const toldFields = {
  /** Id of the auth component's user. */
  authUserId: v.string(),
  change: literals(namesOf(ACCOUNT_CHANGES)),
  /** When the change was made. */
  atMs: v.number(),
  /** How often this email could not be sent. */
  failures: v.number(),
};
type Told = ObjectType<typeof toldFields>;

const MAX_FAILURES = 6;
const FIRST_WAIT_MS = 60_000;

/** Mails an account's owner. What cannot be sent is tried again after 1, 4, 16, 64 and 256 minutes, or when the service's budget of mails allows. */
export async function mailOwner(ctx: ActionCtx, told: Told): Promise<void> {
  const waitMs = await mailOnce(ctx, told).catch((error: unknown) => {
    console.error("an account's owner was not told of a change", told.change, String(error));
    return FIRST_WAIT_MS * 4 ** told.failures;
  });
  const failures = told.failures + 1;
  if (waitMs === null || failures === MAX_FAILURES) return;
  await ctx.scheduler.runAfter(waitMs, internal.accounts.mailOwner, { ...told, failures });
}

/** Null when there is nothing more to send; otherwise the milliseconds until the budget allows it. */
async function mailOnce(ctx: ActionCtx, { authUserId, change, atMs }: Told): Promise<number | null> {
  const user = await findAuthUser(ctx, authUserId);
  // Erased since.
  if (!user) return null;
  const waitMs = await countMail(ctx, servicePolicy().mail);
  if (waitMs === null) await mailLetter(user.email, ownerLetter(change, atMs));
  return waitMs;
}
