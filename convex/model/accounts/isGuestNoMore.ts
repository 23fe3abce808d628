import type { QueryCtx } from "../../_generated/server.js";
import { findUser } from "../people/findUser.ts";

/** Until so long after signing in a guest's pages may read on: they need a moment to come back with the account's token. */
const SWITCH_MS = 60_000;

/** Whether a guest of this name has signed in: the name is an account's now, or what was theirs is. */
export async function isGuestNoMore(ctx: Pick<QueryCtx, "db">, guestId: string): Promise<boolean> {
  const user = await findUser(ctx, guestId);
  return user !== null && (user.kind === "user" || user.carriedTo !== undefined);
}

/** Whether a guest's token opens nothing any more, not even to read. */
export async function isGuestForgotten(ctx: Pick<QueryCtx, "db">, guestId: string): Promise<boolean> {
  const user = await findUser(ctx, guestId);
  if (user === null || (user.kind === "guest" && user.carriedTo === undefined)) return false;
  return (user.signedInAtMs ?? 0) < Date.now() - SWITCH_MS;
}
