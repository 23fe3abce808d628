import type { EncodedValue } from "./encoded-value.ts";

/** The platform's `format: "json"`: int64 as decimal text, special floats by name, bytes as base64. */
export function cleanJson(value: EncodedValue): EncodedValue {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(cleanJson);
  if (typeof value.$integer === "string") {
    return String(Buffer.from(value.$integer, "base64").readBigInt64LE());
  }
  if (typeof value.$float === "string") {
    const number = Buffer.from(value.$float, "base64").readDoubleLE();
    return Object.is(number, -0) ? "-0" : String(number);
  }
  if (typeof value.$bytes === "string") return value.$bytes;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, cleanJson(inner)]));
}
