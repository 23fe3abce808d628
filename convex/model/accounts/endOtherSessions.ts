import { internal } from "../../_generated/api.js";
import type { MutationCtx } from "../../_generated/server.js";
import { LIMITS } from "../platform/limits.ts";
import { authTables } from "./authComponent.ts";

export interface SessionsToEnd {
  /** Id of the auth component's user. */
  readonly authUserId: string;
  /** Id of the session to keep; null for none. The id of another account's session has no effect. */
  readonly keep: string | null;
}

/** Ends all sessions of an account except one: one batch now, and schedules the next until none is left. */
export async function endOtherSessions(ctx: MutationCtx, { authUserId, keep }: SessionsToEnd): Promise<void> {
  const ofUser = { field: "userId" as const, value: authUserId };
  const others = { field: "_id" as const, operator: "not_in" as const, value: keep === null ? [] : [keep] };
  const paginationOpts = { cursor: null, numItems: LIMITS.sessionsEnded };
  const input = { model: "session" as const, where: keep === null ? [ofUser] : [ofUser, others] };
  // safe because the component answers with a page
  const { isDone } = (await ctx.runMutation(authTables.deleteMany, { input, paginationOpts })) as { isDone: boolean };
  if (!isDone) await ctx.scheduler.runAfter(0, internal.accounts.endOthers, { authUserId, keep });
}
