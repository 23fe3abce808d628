import type { ActionCtx } from "../../_generated/server.js";
import { authTables } from "./authComponent.ts";

export interface AuthUser {
  readonly _id: string;
  readonly email: string;
}

/** A user of the auth component. */
export async function findAuthUser(ctx: Pick<ActionCtx, "runQuery">, userId: string): Promise<AuthUser | null> {
  return await find(ctx, { field: "_id", value: userId });
}

/** The same, by the address in lower case. */
export async function findAuthUserByEmail(ctx: Pick<ActionCtx, "runQuery">, email: string): Promise<AuthUser | null> {
  return await find(ctx, { field: "email", value: email });
}

async function find(
  ctx: Pick<ActionCtx, "runQuery">,
  by: { readonly field: "_id" | "email"; readonly value: string },
): Promise<AuthUser | null> {
  // safe because the component's schema has this shape
  return (await ctx.runQuery(authTables.findOne, { model: "user", where: [{ ...by }] })) as AuthUser | null;
}
