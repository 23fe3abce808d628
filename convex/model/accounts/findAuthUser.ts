import type { ActionCtx } from "../../_generated/server.js";
import { authTables } from "./authComponent.ts";

/** A user of the auth component. */
export async function findAuthUser(
  ctx: Pick<ActionCtx, "runQuery">,
  userId: string,
): Promise<{ readonly email: string } | null> {
  const where = [{ field: "_id" as const, value: userId }];
  // safe because the component's schema has this shape
  return (await ctx.runQuery(authTables.findOne, { model: "user", where })) as { email: string } | null;
}
