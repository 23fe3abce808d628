import type { Doc } from "../../_generated/dataModel.js";

/** Until so long after signing in a guest's pages may read on: they need a moment to come back with the account's token. */
const SWITCH_MS = 60_000;

/** Whether the guest of this row has signed in: the name is an account's now, or what was theirs is. */
export function isGuestNoMore(user: Doc<"users"> | null): boolean {
  return user !== null && (user.kind === "user" || user.carriedTo !== undefined);
}

/** Whether such a guest's token opens nothing any more, not even to read. */
export function isGuestForgotten(user: Doc<"users"> | null): boolean {
  return isGuestNoMore(user) && (user?.signedInAtMs ?? 0) < Date.now() - SWITCH_MS;
}
