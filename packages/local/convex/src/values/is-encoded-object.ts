import type { EncodedObject } from "./encoded-value.ts";

/** True for objects and for the `{$integer}`-like encodings, false for arrays and null. */
export function isEncodedObject(value: unknown): value is EncodedObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
