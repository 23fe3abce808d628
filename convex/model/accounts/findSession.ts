import type { ActionCtx } from "../../_generated/server.js";
import { authTables } from "./authComponent.ts";

export interface StoredSession {
  /** Identifies the session but does not authorize it. */
  readonly _id: string;
  readonly userId: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly updatedAt: number;
}

/** A session of the auth component that has not ended. */
export async function findSession(ctx: Pick<ActionCtx, "runQuery">, sid: string): Promise<StoredSession | null> {
  return await findLiving(ctx, { field: "token", value: sid });
}

/** The same, by the id that its access tokens carry. */
export async function findSessionById(ctx: Pick<ActionCtx, "runQuery">, id: string): Promise<StoredSession | null> {
  return await findLiving(ctx, { field: "_id", value: id });
}

async function findLiving(
  ctx: Pick<ActionCtx, "runQuery">,
  by: { readonly field: "token" | "_id"; readonly value: string },
): Promise<StoredSession | null> {
  const where = [{ ...by }];
  // safe because the component's schema has this shape
  const session = (await ctx.runQuery(authTables.findOne, { model: "session", where })) as StoredSession | null;
  return session && session.expiresAt > Date.now() ? session : null;
}
