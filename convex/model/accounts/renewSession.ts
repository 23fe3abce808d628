import type { AccountSession } from "@sendcat/shared-types";
import type { MutationCtx } from "../../_generated/server.js";
import { authTables } from "./authComponent.ts";
import { SESSION_SECONDS } from "./accountLimits.ts";
import { findAccountOfUser } from "./findAccount.ts";
import { findAuthUser } from "./findAuthUser.ts";
import { findSession } from "./findSession.ts";

/** The session row is written at most once a day, however often it is renewed. */
const RENEW_AFTER_MS = 86_400_000;

/** The current plan and role of a session's account; null when the session has ended. */
export async function renewSession(ctx: MutationCtx, sid: string): Promise<AccountSession | null> {
  const session = await findSession(ctx, sid);
  if (!session) return null;
  const account = await findAccountOfUser(ctx, session.userId);
  const user = await findAuthUser(ctx, session.userId);
  if (!account || !user) return null;
  const nowMs = Date.now();
  if (session.updatedAt < nowMs - RENEW_AFTER_MS) {
    const update = { expiresAt: nowMs + SESSION_SECONDS * 1_000, updatedAt: nowMs };
    const where = [{ field: "token" as const, value: sid }];
    await ctx.runMutation(authTables.updateOne, { input: { model: "session", where, update } });
  }
  const { ownerId, plan, role } = account;
  return { sid, id: session._id, email: user.email, standing: { userId: ownerId, plan, role } };
}
