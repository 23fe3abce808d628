import type { QueryCtx } from "../../_generated/server.js";
import { findUser } from "../people/findUser.ts";

/** Whether a guest of this name has signed in: the name is an account's now, or what was theirs is. */
export async function isGuestNoMore(ctx: Pick<QueryCtx, "db">, guestId: string): Promise<boolean> {
  const user = await findUser(ctx, guestId);
  return user !== null && (user.kind === "user" || user.carriedTo !== undefined);
}
