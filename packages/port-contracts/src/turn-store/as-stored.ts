import { isRecord } from "@sendcat/shared-types";

/** A copy as Convex returns it: every object's keys in alphabetical order, so that code which relies on another order fails its tests. */
export function asStored<T>(value: T): T {
  // safe because stored values are JSON
  return JSON.parse(JSON.stringify(value, sorted)) as T;
}

function sorted(_key: string, value: unknown): unknown {
  return isRecord(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value;
}
