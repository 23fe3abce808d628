import type { EncodedObject, EncodedValue } from "./encoded-value.ts";

/** Replaces `db.vars.commitTs` in a written value by the commit timestamp, an int64. */
export function resolveCommitTs<T extends EncodedValue>(value: T, timestampNs: bigint): T {
  if (value === null || typeof value !== "object" || !JSON.stringify(value).includes('"$commitTs"')) return value;
  // safe because only placeholders change, and only objects are placeholders.
  return resolved(value, timestampNs) as T;
}

function resolved(value: EncodedValue, timestampNs: bigint): EncodedValue {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map((item) => resolved(item, timestampNs));
  if (value.$commitTs === null && Object.keys(value).length === 1) {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(timestampNs);
    return { $integer: bytes.toString("base64") };
  }
  const fields: EncodedObject = {};
  for (const [field, inner] of Object.entries(value)) {
    if (inner !== undefined) fields[field] = resolved(inner, timestampNs);
  }
  return fields;
}
