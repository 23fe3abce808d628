import { bumpNamespace, clearNamespace, listNamespaces, type CacheNamespace } from "@sendcat/redis";
import { internal } from "./_generated/api.js";
import { internalAction, internalMutation } from "./_generated/server.js";
import { LIMITS } from "./model/platform/limits.ts";
import { linkRedis } from "./model/money/connectQuota.ts";
import { servicePolicy } from "./model/platform/servicePolicy.ts";
import { vToolName } from "./model/platform/validators.ts";

function redis() {
  const link = linkRedis(servicePolicy());
  if (!link) throw new Error("UPSTASH_REDIS_REST_URL is not set: there is no cache to speak of.");
  return link.redis;
}

/** For operators: each tool's part of the cache. `npx convex run toolCache:list`. */
export const list = internalAction({
  args: {},
  handler: async (): Promise<CacheNamespace[]> => await listNamespaces(redis()),
});

/**
 * For operators: makes all cached results of a tool stale, so that they are fetched again. `npx convex run toolCache:bump
 * '{"tool":"search_web"}'`.
 */
export const bump = internalAction({
  args: { tool: vToolName },
  handler: async (_ctx, { tool }): Promise<null> => {
    await bumpNamespace(redis(), tool, Date.now());
    return null;
  },
});

/** For operators: like `bump`, and deletes the results in both tiers. `npx convex run toolCache:clear '{"tool":"search_web"}'`. */
export const clear = internalAction({
  args: { tool: vToolName },
  handler: async (ctx, { tool }): Promise<{ entries: number }> => {
    const entries = await clearNamespace(redis(), tool, Date.now());
    await ctx.runMutation(internal.toolCache.forget, { tool });
    return { entries };
  },
});

/** Deletes a tool's results of the second tier, in bounded batches. */
export const forget = internalMutation({
  args: { tool: vToolName },
  handler: async (ctx, { tool }): Promise<null> => {
    const results = await ctx.db
      .query("toolResults")
      .withIndex("by_tool", (q) => q.eq("tool", tool))
      .take(LIMITS.purgeBatch);
    for (const { _id } of results) await ctx.db.delete(_id);
    if (results.length === LIMITS.purgeBatch) await ctx.scheduler.runAfter(0, internal.toolCache.forget, { tool });
    return null;
  },
});
