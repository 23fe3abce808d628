import { TOOL_NAMES, type ToolName } from "@sendcat/shared-types";
import { CLEARED_KEY, entryKey, indexKey } from "./keys.ts";
import type { ToolRedis } from "./tool-redis.ts";

/** One tool's entries in the cache. */
export interface CacheNamespace {
  readonly tool: ToolName;
  /** Results fetched before this time are not used, Unix milliseconds; 0: never invalidated. */
  readonly clearedAtMs: number;
  readonly entries: number;
}

/** Entries deleted per request. */
const BATCH = 500;

export async function listNamespaces(redis: ToolRedis): Promise<CacheNamespace[]> {
  const cleared = (await redis.hgetall<Record<string, unknown>>(CLEARED_KEY)) ?? {};
  return await Promise.all(
    TOOL_NAMES.map(async (tool) => ({
      tool,
      clearedAtMs: Number(cleared[tool] ?? 0),
      entries: await redis.zcard(indexKey(tool)),
    })),
  );
}

/** Invalidates all cached results of a tool in one write: from now on each is fetched again. */
export async function bumpNamespace(redis: ToolRedis, tool: ToolName, nowMs: number): Promise<void> {
  await redis.hset(CLEARED_KEY, { [tool]: nowMs });
}

/** The same, and frees the memory. Returns how many entries were deleted. */
export async function clearNamespace(redis: ToolRedis, tool: ToolName, nowMs: number): Promise<number> {
  await bumpNamespace(redis, tool, nowMs);
  const keys = await redis.zrange<string[]>(indexKey(tool), 0, -1);
  for (let from = 0; from < keys.length; from += BATCH) {
    const [first, ...rest] = keys.slice(from, from + BATCH).map(entryKey);
    if (first !== undefined) await redis.del(first, ...rest);
  }
  await redis.del(indexKey(tool));
  return keys.length;
}
