import type { Doc } from "../../_generated/dataModel.js";

/** How long after sign-in a guest's pages may still read: they need a moment to come back with the account's token. */
const SWITCH_MS = 60_000;

/** Whether this guest has signed in: the name, or what they had, now belongs to an account. */
export function isGuestNoMore(user: Doc<"users"> | null): boolean {
  return user !== null && (user.kind === "user" || user.carriedTo !== undefined);
}

/** Whether such a guest's token can no longer even read. */
export function isGuestForgotten(user: Doc<"users"> | null): boolean {
  return isGuestNoMore(user) && (user?.signedInAtMs ?? 0) < Date.now() - SWITCH_MS;
}
