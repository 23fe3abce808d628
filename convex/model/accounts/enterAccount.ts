import type { AccountStanding } from "@sendcat/shared-types";
import { internal } from "../../_generated/api.js";
import type { MutationCtx } from "../../_generated/server.js";
import { findUser } from "../people/findUser.ts";
import { endSessions } from "./endSessions.ts";
import { findAccountOfUser } from "./findAccount.ts";
import { openAccount } from "./openAccount.ts";
import { stillHolds, type MadeWith } from "./stillHolds.ts";

export interface Entered {
  readonly standing: AccountStanding;
  /** The guest whose data is being moved this time; null when there is none, or when it was done before. */
  readonly carriedFrom: string | null;
}

export interface ToEnter {
  readonly sid: string;
  readonly authUserId: string;
  readonly madeWith: MadeWith;
  readonly guestId: string | null;
}

/**
 * Returns null and ends the session when the password or passkey it was made with is no longer valid. A change after this transaction ends the
 * session itself; a change before it is seen here.
 */
export async function enterAccount(ctx: MutationCtx, { sid, madeWith, ...who }: ToEnter): Promise<Entered | null> {
  if (await stillHolds(ctx, { authUserId: who.authUserId, madeWith })) return await openOrFind(ctx, who);
  await endSessions(ctx, { sid, everywhere: false });
  return null;
}

/**
 * The account of an auth component's user. A new account takes the guest's own user id, so that threads, running answers and counts belong
 * to it without being moved. An existing account gets the guest's rows one by one, once.
 */
async function openOrFind(
  ctx: MutationCtx,
  { authUserId, guestId }: Pick<ToEnter, "authUserId" | "guestId">,
): Promise<Entered> {
  const guest = guestId === null ? null : await findUser(ctx, guestId);
  const isFree = guestId !== null && guest?.kind !== "user" && guest?.carriedTo === undefined && !guest?.erasing;
  const account = await findAccountOfUser(ctx, authUserId);
  if (!account) {
    const ownerId = isFree ? guestId : `user:${crypto.randomUUID()}`;
    const standing = await openAccount(ctx, { ownerId, authUserId });
    const person = { kind: "user", plan: standing.plan, signedInAtMs: Date.now() } as const;
    if (isFree && guest) await ctx.db.patch(guest._id, person);
    else await ctx.db.insert("users", { subject: ownerId, ...person });
    return { standing, carriedFrom: null };
  }
  const { ownerId, plan, role } = account;
  const standing = { userId: ownerId, plan, role };
  if (!isFree || guestId === ownerId) return { standing, carriedFrom: null };
  const spent = { carriedTo: ownerId, signedInAtMs: Date.now() };
  if (!guest) {
    // A guest who has written nothing has nothing to move; only the id is used up.
    await ctx.db.insert("users", { subject: guestId, kind: "guest", plan: "guest", ...spent });
    return { standing, carriedFrom: null };
  }
  await ctx.db.patch(guest._id, spent);
  await ctx.scheduler.runAfter(0, internal.accounts.carry, { from: guestId, to: ownerId, threadId: null, after: 0 });
  return { standing, carriedFrom: guestId };
}
