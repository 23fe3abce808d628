import { internal } from "../../_generated/api.js";
import type { MutationCtx } from "../../_generated/server.js";
import { LIMITS } from "../platform/limits.ts";
import { authTables } from "./authComponent.ts";

export interface SessionsToEnd {
  /** Of the auth component's user. */
  readonly authUserId: string;
  /** Id of the session that goes on; null for none. One of another account ends nothing less. */
  readonly keep: string | null;
}

/** Ends the sessions of an account, but for one: a batch now, and the next by itself until none is left. */
export async function endOtherSessions(ctx: MutationCtx, { authUserId, keep }: SessionsToEnd): Promise<void> {
  const ofUser = { field: "userId" as const, value: authUserId };
  const others = { field: "_id" as const, operator: "not_in" as const, value: keep === null ? [] : [keep] };
  const paginationOpts = { cursor: null, numItems: LIMITS.sessionsEnded };
  const input = { model: "session" as const, where: keep === null ? [ofUser] : [ofUser, others] };
  // safe because the component answers as a page does
  const { isDone } = (await ctx.runMutation(authTables.deleteMany, { input, paginationOpts })) as { isDone: boolean };
  if (!isDone) await ctx.scheduler.runAfter(0, internal.accounts.endOthers, { authUserId, keep });
}
