import { v } from "convex/values";
import { internalMutation, internalQuery } from "./_generated/server.js";
import { callerMutation, callerQuery, serviceAction } from "./model/platform/auth.ts";
import { addPasskey } from "./model/passkeys/addPasskey.ts";
import { keepChallenge, sweepChallenges, takeChallenge } from "./model/passkeys/challenges.ts";
import { findPasskey, passkeysOf } from "./model/passkeys/findPasskey.ts";
import { keepPasskey } from "./model/passkeys/keepPasskey.ts";
import { listPasskeys, removePasskey } from "./model/passkeys/ownPasskeys.ts";
import { creationOptions, requestOptions } from "./model/passkeys/passkeyOptions.ts";
import { challengeFields, passkeyFields } from "./model/passkeys/validators.ts";
import { vNewPasskey } from "./model/platform/validators.ts";

/** `Accounts.passkeyOptions`. For the service, which has limited the request rate. */
export const options = serviceAction({
  args: { to: v.union(v.object({ email: v.string(), code: v.string() }), v.null()) },
  handler: async (ctx, { to }) => (to ? await creationOptions(ctx, to) : await requestOptions(ctx)),
});

/** `Accounts.addPasskey`. For the service. */
export const add = serviceAction({
  args: { passkey: vNewPasskey, name: v.string(), keep: v.optional(v.union(v.string(), v.null())) },
  handler: async (ctx, { keep = null, ...made }) => await addPasskey(ctx, { ...made, keep }),
});

/** The user's own passkeys, by when they were added. */
export const list = callerQuery({ args: {}, handler: async (ctx) => await listPasskeys(ctx, ctx.caller.ownerId) });

/** Removes one of the user's own passkeys. The account's other sessions end with it, and the owner is told. */
export const remove = callerMutation({
  args: { id: v.string() },
  handler: async (ctx, { id }) => await removePasskey(ctx, { caller: ctx.caller, id }),
});

export const challenge = internalMutation({
  args: challengeFields,
  handler: async (ctx, args): Promise<void> => await keepChallenge(ctx, args),
});

export const take = internalMutation({
  args: { challenge: v.string() },
  handler: async (ctx, args) => await takeChallenge(ctx, args.challenge),
});

export const keep = internalMutation({
  args: { ...passkeyFields, keep: v.union(v.string(), v.null()) },
  handler: async (ctx, args) => await keepPasskey(ctx, args),
});

export const used = internalMutation({
  args: { credentialId: v.string(), counter: v.number() },
  handler: async (ctx, { credentialId, counter }): Promise<void> => {
    const known = await findPasskey(ctx, credentialId);
    if (known) await ctx.db.patch(known._id, { counter, usedAtMs: Date.now() });
  },
});

export const byCredential = internalQuery({
  args: { credentialId: v.string() },
  handler: async (ctx, args) => await findPasskey(ctx, args.credentialId),
});

export const ofUser = internalQuery({
  args: { authUserId: v.string() },
  handler: async (ctx, args) => await passkeysOf(ctx, args.authUserId),
});

/** Run by a cron: deletes challenges without an answer. */
export const sweep = internalMutation({ args: {}, handler: async (ctx): Promise<void> => await sweepChallenges(ctx) });
