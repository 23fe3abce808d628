import type { MutationCtx } from "../../_generated/server.js";
import { authTables } from "./authComponent.ts";
import { findSession } from "./findSession.ts";
import { secureAccount } from "./secureAccount.ts";

/** Ends a session, or all of its account. Access tokens already issued stay valid for minutes. */
export async function endSessions(
  ctx: MutationCtx,
  { sid, everywhere }: { readonly sid: string; readonly everywhere: boolean },
): Promise<void> {
  const session = await findSession(ctx, sid);
  if (!session) return;
  if (everywhere) return await secureAccount(ctx, { authUserId: session.userId, keep: null, change: "signed-out" });
  const where = [{ field: "token" as const, value: sid }];
  await ctx.runMutation(authTables.deleteOne, { input: { model: "session", where } });
}
