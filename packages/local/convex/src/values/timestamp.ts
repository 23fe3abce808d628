/** Nanoseconds since the epoch in wire format: base64 of a little-endian u64. */
export function encodeTimestamp(timestampNs: bigint): string {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(timestampNs);
  return bytes.toString("base64");
}

/** @throws RangeError when the text is not eight bytes of base64 */
export function decodeTimestamp(text: string): bigint {
  return Buffer.from(text, "base64").readBigUInt64LE();
}

export function timestampOfMs(ms: number): bigint {
  return BigInt(Math.floor(ms)) * 1_000_000n;
}
