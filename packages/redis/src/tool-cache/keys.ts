import type { ToolName } from "@sendcat/shared-types";

/** `{tools}` is a hash tag: on a cluster all keys share a slot. The version changes when a key's meaning does; old keys expire. */
const PREFIX = "sendcat:{tools}:v1";

/** Hash by tool: since when its results are good, Unix milliseconds; what was fetched before is no longer used. */
export const CLEARED_KEY = `${PREFIX}:cleared`;

/** String: `fetchedAtMs|freshUntilMs|outcome as JSON`. Lives until it is no good even as a stale one. */
export function entryKey(key: string): string {
  return `${PREFIX}:entry:${key}`;
}

/** String: `caller|progress as JSON`, of the one who fetches. Lives as long as its owner renews it. */
export function lockKey(key: string): string {
  return `${PREFIX}:lock:${key}`;
}

/** Hash by caller: until when it counts as waiting, Unix milliseconds. */
export function waitingKey(key: string): string {
  return `${PREFIX}:waiting:${key}`;
}

/** Sorted set of a tool's keys by when their entries expire: what an operator is shown, and what makes room when there are too many. */
export function indexKey(tool: ToolName): string {
  return `${PREFIX}:index:${tool}`;
}
