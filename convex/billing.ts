import { v } from "convex/values";
import { internalMutation } from "./_generated/server.js";
import { serviceQuery } from "./model/platform/auth.ts";
import { endGrace as endGraceOfAccounts } from "./model/billing/endGrace.ts";
import { purchasesOf } from "./model/billing/purchasesOf.ts";

/** `Purchases.of`. For the service. */
export const purchases = serviceQuery({
  args: { ownerId: v.string() },
  handler: async (ctx, { ownerId }) => await purchasesOf(ctx, ownerId),
});

/** Run by a cron: ends plans whose payment stays overdue. */
export const endGrace = internalMutation({
  args: {},
  handler: async (ctx): Promise<void> => await endGraceOfAccounts(ctx),
});
