import type { ActionCtx } from "../../_generated/server.js";
import { authTables } from "./authComponent.ts";

export interface StoredPassword {
  /** Id of the auth component's row. */
  readonly _id: string;
  /** The hash. */
  readonly password?: string | null;
}

/** The auth component's password row of a user; null when no password was set. */
export async function findPassword(
  ctx: Pick<ActionCtx, "runQuery">,
  authUserId: string,
): Promise<StoredPassword | null> {
  const where = [
    { field: "userId" as const, value: authUserId },
    { field: "providerId" as const, value: "credential" },
  ];
  // safe because the component's schema has this shape
  return (await ctx.runQuery(authTables.findOne, { model: "account", where })) as StoredPassword | null;
}
