import type { Doc } from "../../_generated/dataModel.js";

/** How long a guest's pages may still read after sign-in, until the account's first message: they need a moment to get its token. */
const SWITCH_MS = 60_000;

/** Whether this guest has signed in: their id or their data now belongs to an account. */
export function isGuestNoMore(user: Doc<"users"> | null): boolean {
  return user !== null && (user.kind === "user" || user.carriedTo !== undefined);
}

/** Whether a guest's token can no longer even read. */
export function isGuestForgotten(user: Doc<"users"> | null): boolean {
  return isGuestNoMore(user) && (user?.signedInAtMs ?? 0) < Date.now() - SWITCH_MS;
}
