import { ConvexError, type ObjectType, type PropertyValidators } from "convex/values";
import type { Auth } from "convex/server";
import { isPlanName, type PlanName, type PrincipalKind, type Role } from "@sendcat/shared-types";
import { action, mutation, query, type ActionCtx, type MutationCtx, type QueryCtx } from "../../_generated/server.js";
import { findSessionById } from "../accounts/findSession.ts";
import { isGuestForgotten, isGuestNoMore } from "../accounts/isGuestNoMore.ts";
import { findUser } from "../people/findUser.ts";
import { countCall } from "./rateLimits.ts";

/** The verified token's holder. `ownerId` is how rows name their owner. */
export interface Caller {
  readonly ownerId: string;
  readonly kind: PrincipalKind;
  readonly plan: PlanName;
  readonly role: Role;
  /** Id of the token's account session; null for a guest. */
  readonly sessionId: string | null;
}

export type Reader = Pick<Caller, "ownerId">;

const SERVICE_SUBJECT = "service:gateway";
/** The id of a user who owns nothing. */
const NOBODY = "nobody";

async function identityOf(auth: Auth) {
  const identity = await auth.getUserIdentity();
  if (!identity) throw new ConvexError({ code: "unauthenticated" });
  return identity;
}

async function callerOf(auth: Auth): Promise<Caller> {
  const { subject, kind, plan, role = "user", session } = await identityOf(auth);
  if ((kind !== "guest" && kind !== "user") || !isPlanName(plan) || subject === SERVICE_SUBJECT)
    throw new ConvexError({ code: "forbidden" });
  if (role !== "user" && (role !== "operator" || kind !== "user")) throw new ConvexError({ code: "forbidden" });
  return { ownerId: subject, kind, plan, role, sessionId: typeof session === "string" ? session : null };
}

/**
 * For changes. A guest's token stops working once the guest has signed in: their data now belongs to an account. An account's token stops working
 * when its session ends; for reads, only when it expires. Drills and the command line use tokens without a session.
 */
async function personOf({ auth, db, runQuery }: Pick<MutationCtx, "auth" | "db" | "runQuery">): Promise<Caller> {
  const caller = await callerOf(auth);
  const { sessionId } = caller;
  const isOver =
    caller.kind === "guest"
      ? isGuestNoMore(await findUser({ db }, caller.ownerId))
      : sessionId !== null && !(await findSessionById({ runQuery }, sessionId));
  if (isOver) throw new ConvexError({ code: "unauthenticated" });
  return caller;
}

/** Throws ConvexError `rate_limited` when a user makes more changes than a person could. */
async function changerOf(ctx: MutationCtx): Promise<Caller> {
  const caller = await personOf(ctx);
  const retryAfterMs = await countCall(ctx, "changes", caller.ownerId);
  if (retryAfterMs !== null) throw new ConvexError({ code: "rate_limited", scope: "user.changes", retryAfterMs });
  return caller;
}

async function operatorOf(auth: Auth): Promise<Caller> {
  const caller = await callerOf(auth);
  if (caller.role !== "operator") throw new ConvexError({ code: "forbidden" });
  return caller;
}

/**
 * The service may query, for readiness probes: it owns nothing, so it finds nothing. The same holds for a guest who has signed in since:
 * queries of a page that was suspended during the sign-in must not fail.
 */
async function readerOf(ctx: Pick<QueryCtx, "auth" | "db">): Promise<Reader> {
  const { subject, kind } = await identityOf(ctx.auth);
  if (kind === "service" && subject === SERVICE_SUBJECT) return { ownerId: subject };
  const caller = await callerOf(ctx.auth);
  const owns = caller.kind === "user" || !isGuestForgotten(await findUser(ctx, caller.ownerId));
  return { ownerId: owns ? caller.ownerId : NOBODY };
}

async function requireService(auth: Auth): Promise<void> {
  const { subject, kind } = await identityOf(auth);
  if (kind !== "service" || subject !== SERVICE_SUBJECT) throw new ConvexError({ code: "forbidden" });
}

interface Definition<Ctx, Args extends PropertyValidators, Result> {
  readonly args: Args;
  readonly handler: (ctx: Ctx, args: ObjectType<Args>) => Promise<Result>;
}

/**
 * Every public function is made by one of these. They throw ConvexError `unauthenticated` without a valid token and `forbidden` with a token
 * of the wrong kind; a mutation for users also throws `rate_limited`; the function itself checks ownership, against `ctx.caller.ownerId`.
 */
export function callerQuery<Args extends PropertyValidators, Result>(
  def: Definition<QueryCtx & { readonly caller: Reader }, Args, Result>,
) {
  return query({
    args: def.args,
    handler: async (ctx: QueryCtx, args: ObjectType<Args>): Promise<Result> =>
      await def.handler({ ...ctx, caller: await readerOf(ctx) }, args),
  });
}

export function callerMutation<Args extends PropertyValidators, Result>(
  def: Definition<MutationCtx & { readonly caller: Caller }, Args, Result>,
) {
  return mutation({
    args: def.args,
    handler: async (ctx: MutationCtx, args: ObjectType<Args>): Promise<Result> =>
      await def.handler({ ...ctx, caller: await changerOf(ctx) }, args),
  });
}

export function serviceQuery<Args extends PropertyValidators, Result>(def: Definition<QueryCtx, Args, Result>) {
  return query({
    args: def.args,
    handler: async (ctx: QueryCtx, args: ObjectType<Args>): Promise<Result> => {
      await requireService(ctx.auth);
      return await def.handler(ctx, args);
    },
  });
}

export function serviceMutation<Args extends PropertyValidators, Result>(def: Definition<MutationCtx, Args, Result>) {
  return mutation({
    args: def.args,
    handler: async (ctx: MutationCtx, args: ObjectType<Args>): Promise<Result> => {
      await requireService(ctx.auth);
      return await def.handler(ctx, args);
    },
  });
}

export function serviceAction<Args extends PropertyValidators, Result>(def: Definition<ActionCtx, Args, Result>) {
  return action({
    args: def.args,
    handler: async (ctx: ActionCtx, args: ObjectType<Args>): Promise<Result> => {
      await requireService(ctx.auth);
      return await def.handler(ctx, args);
    },
  });
}

/** Functions for operators, who are users with an account. The gateway's own token is refused. */
export function operatorQuery<Args extends PropertyValidators, Result>(
  def: Definition<QueryCtx & { readonly caller: Caller }, Args, Result>,
) {
  return query({
    args: def.args,
    handler: async (ctx: QueryCtx, args: ObjectType<Args>): Promise<Result> =>
      await def.handler({ ...ctx, caller: await operatorOf(ctx.auth) }, args),
  });
}

export function operatorMutation<Args extends PropertyValidators, Result>(
  def: Definition<MutationCtx & { readonly caller: Caller }, Args, Result>,
) {
  return mutation({
    args: def.args,
    handler: async (ctx: MutationCtx, args: ObjectType<Args>): Promise<Result> => {
      await operatorOf(ctx.auth);
      return await def.handler({ ...ctx, caller: await personOf(ctx) }, args);
    },
  });
}
