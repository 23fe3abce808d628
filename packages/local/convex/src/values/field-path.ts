import type { EncodedValue } from "./encoded-value.ts";
import { isEncodedObject } from "./is-encoded-object.ts";

/** The value at a dotted path, or undefined where a step is missing or not an object. */
export function valueAtPath(value: EncodedValue, path: string): EncodedValue | undefined {
  if (!path.includes(".")) return isEncodedObject(value) ? value[path] : undefined;
  let current: EncodedValue | undefined = value;
  for (const field of path.split(".")) {
    if (!isEncodedObject(current)) return undefined;
    current = current[field];
  }
  return current;
}
