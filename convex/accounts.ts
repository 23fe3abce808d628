import { v } from "convex/values";
import { internalMutation } from "./_generated/server.js";
import { openAccount } from "./model/accounts/openAccount.ts";
import { setAccountRole } from "./model/accounts/setAccountRole.ts";
import { vRole } from "./model/validators.ts";

/** The row of somebody who has signed up; the one they have when they had it before. */
export const open = internalMutation({
  args: { ownerId: v.string() },
  handler: async (ctx, { ownerId }) => await openAccount(ctx, ownerId),
});

/** For operators: `npx convex run accounts:setRole '{"ownerId":"...","role":"operator"}'`. It is in the next token they get. */
export const setRole = internalMutation({
  args: { ownerId: v.string(), role: vRole },
  handler: async (ctx, args) => await setAccountRole(ctx, args),
});
