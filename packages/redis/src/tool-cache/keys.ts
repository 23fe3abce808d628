import type { ToolName } from "@sendcat/shared-types";

/** `{tools}` is a hash tag: on a cluster all keys share a slot. The version changes when a key's meaning changes; old keys then expire. */
const PREFIX = "sendcat:{tools}:v1";

/** Hash by tool: results fetched before this time, Unix milliseconds, are no longer used. */
export const CLEARED_KEY = `${PREFIX}:cleared`;

/** String: `fetchedAtMs|freshUntilMs|outcome as JSON`. Expires when it may no longer be shown even as stale. */
export function entryKey(key: string): string {
  return `${PREFIX}:entry:${key}`;
}

/** String: `caller|progress as JSON` of the caller that fetches. Expires unless its owner renews it. */
export function lockKey(key: string): string {
  return `${PREFIX}:lock:${key}`;
}

/** Hash by caller: until when it counts as waiting, Unix milliseconds. */
export function waitingKey(key: string): string {
  return `${PREFIX}:waiting:${key}`;
}

/** Sorted set of a tool's keys by the expiry of their entries: lists them for operators, and picks which to evict when there are too many. */
export function indexKey(tool: ToolName): string {
  return `${PREFIX}:index:${tool}`;
}
