import type { ActionCtx } from "../../_generated/server.js";
import { authTables } from "./authComponent.ts";

export interface StoredSession {
  /** Identifies the session but does not authorize it. */
  readonly _id: string;
  readonly userId: string;
  readonly expiresAt: number;
  readonly updatedAt: number;
}

/** A session of the auth component that has not ended. */
export async function findSession(ctx: Pick<ActionCtx, "runQuery">, sid: string): Promise<StoredSession | null> {
  const where = [{ field: "token" as const, value: sid }];
  // safe because the component's schema has this shape
  const session = (await ctx.runQuery(authTables.findOne, { model: "session", where })) as StoredSession | null;
  return session && session.expiresAt > Date.now() ? session : null;
}
