import { v } from "convex/values";
import { internalAction, internalMutation } from "./_generated/server.js";
import { carryStep } from "./model/accounts/carryStep.ts";
import { endOtherSessions } from "./model/accounts/endOtherSessions.ts";
import { endSessions } from "./model/accounts/endSessions.ts";
import { enterAccount } from "./model/accounts/enterAccount.ts";
import { isGuestNoMore } from "./model/accounts/isGuestNoMore.ts";
import { mailOwner as mail, toldFields } from "./model/accounts/mailOwner.ts";
import { openAccount } from "./model/accounts/openAccount.ts";
import { renewSession } from "./model/accounts/renewSession.ts";
import { setAccountRole } from "./model/accounts/setAccountRole.ts";
import { vMadeWith } from "./model/accounts/stillHolds.ts";
import { storePassword as store } from "./model/accounts/storePassword.ts";
import { findUser } from "./model/people/findUser.ts";
import { serviceMutation, serviceQuery } from "./model/platform/auth.ts";
import { vRole } from "./model/platform/validators.ts";

/** `Accounts.renew`. For the service. */
export const renew = serviceMutation({
  args: { sid: v.string() },
  handler: async (ctx, { sid }) => await renewSession(ctx, sid),
});

/** `Accounts.hasSignedIn`. For the service. */
export const hasSignedIn = serviceQuery({
  args: { guestId: v.string() },
  handler: async (ctx, { guestId }) => isGuestNoMore(await findUser(ctx, guestId)),
});

/** `Accounts.signOut`. For the service. */
export const signOut = serviceMutation({
  args: { sid: v.string(), everywhere: v.boolean() },
  handler: async (ctx, args) => {
    await endSessions(ctx, args);
    return null;
  },
});

/** Ends the sessions of an account, except the one to keep. */
export const endOthers = internalMutation({
  args: { authUserId: v.string(), keep: v.union(v.string(), v.null()) },
  handler: async (ctx, args): Promise<void> => await endOtherSessions(ctx, args),
});

/** Mails an account's owner that something was changed. */
export const mailOwner = internalAction({
  args: toldFields,
  handler: async (ctx, args): Promise<void> => await mail(ctx, args),
});

/** Writes the hash of a new password, and ends the account's other sessions in the same transaction. */
export const storePassword = internalMutation({
  args: { authUserId: v.string(), hash: v.string(), keep: v.union(v.string(), v.null()) },
  handler: async (ctx, args): Promise<void> => await store(ctx, args),
});

/** The account of a session that was just created, after the guest's data was moved to it. */
export const enter = internalMutation({
  args: { sid: v.string(), authUserId: v.string(), madeWith: vMadeWith, guestId: v.union(v.string(), v.null()) },
  handler: async (ctx, args) => await enterAccount(ctx, args),
});

/** One bounded step of moving a guest's data to an account; schedules the next until nothing is left. */
export const carry = internalMutation({
  args: { from: v.string(), to: v.string(), threadId: v.union(v.string(), v.null()), after: v.number() },
  handler: async (ctx, args): Promise<void> => await carryStep(ctx, args),
});

/** For operators: creates the row of an account without an address, as drills need it. */
export const open = internalMutation({
  args: { ownerId: v.string() },
  handler: async (ctx, args) => await openAccount(ctx, args),
});

/** For operators: `npx convex run accounts:setRole '{"ownerId":"...","role":"operator"}'`. Takes effect with the next token. */
export const setRole = internalMutation({
  args: { ownerId: v.string(), role: vRole },
  handler: async (ctx, args) => await setAccountRole(ctx, args),
});
