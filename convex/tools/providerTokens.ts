import { v } from "convex/values";
import { internalMutation, internalQuery } from "../_generated/server.js";

const vToken = v.object({ accessToken: v.string(), expiresAtMs: v.number() });

export const load = internalQuery({
  args: { provider: v.string() },
  handler: async (ctx, { provider }) => {
    const row = await ctx.db
      .query("providerTokens")
      .withIndex("by_provider", (q) => q.eq("provider", provider))
      .unique();
    return row?.token ?? null;
  },
});

export const save = internalMutation({
  args: { provider: v.string(), token: v.union(vToken, v.null()) },
  handler: async (ctx, { provider, token }): Promise<null> => {
    const row = await ctx.db
      .query("providerTokens")
      .withIndex("by_provider", (q) => q.eq("provider", provider))
      .unique();
    await (row ? ctx.db.patch(row._id, { token }) : ctx.db.insert("providerTokens", { provider, token }));
    return null;
  },
});
