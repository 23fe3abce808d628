import type { MutationCtx } from "../../_generated/server.js";
import { LIMITS } from "../limits.ts";
import { authTables } from "./authComponent.ts";
import { findSession } from "./findSession.ts";

/** Ends a session, or all of its account. Access tokens that are out there live on for minutes. */
export async function endSessions(
  ctx: MutationCtx,
  { sid, everywhere }: { readonly sid: string; readonly everywhere: boolean },
): Promise<void> {
  const session = await findSession(ctx, sid);
  if (!session) return;
  const where = everywhere
    ? [{ field: "userId" as const, value: session.userId }]
    : [{ field: "token" as const, value: sid }];
  const paginationOpts = { cursor: null, numItems: LIMITS.sessionsEnded };
  await ctx.runMutation(authTables.deleteMany, { input: { model: "session", where }, paginationOpts });
}
