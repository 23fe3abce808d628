import { internalMutation } from "./_generated/server.js";
import { endGrace as endGraceOfAccounts } from "./model/billing/endGrace.ts";

/** Run by a cron: a payment that stays away ends its plan. */
export const endGrace = internalMutation({
  args: {},
  handler: async (ctx): Promise<void> => await endGraceOfAccounts(ctx),
});
