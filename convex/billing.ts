import { v } from "convex/values";
import { internalMutation } from "./_generated/server.js";
import { serviceQuery } from "./model/platform/auth.ts";
import { endGrace as endGraceOfAccounts } from "./model/billing/endGrace.ts";
import { purchasesOf } from "./model/billing/purchasesOf.ts";

/** `Purchases.of`. As the service. */
export const purchases = serviceQuery({
  args: { ownerId: v.string() },
  handler: async (ctx, { ownerId }) => await purchasesOf(ctx, ownerId),
});

/** Run by a cron: a payment that stays away ends its plan. */
export const endGrace = internalMutation({
  args: {},
  handler: async (ctx): Promise<void> => await endGraceOfAccounts(ctx),
});
