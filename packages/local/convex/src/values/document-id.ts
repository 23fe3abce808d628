import { randomFillSync } from "node:crypto";
import { decodeBase32, encodeBase32 } from "./base32.ts";

const INTERNAL_ID_BYTES = 16;
const CHECKSUM_BYTES = 2;
const MS_PER_DAY = 86_400_000;

/** Asking the system for randomness is slow, so one call fills many ids. */
const randomPool = Buffer.alloc(14 * 256);
let poolOffset = randomPool.length;

export interface DecodedDocumentId {
  readonly tableNumber: number;
  readonly internalId: Buffer;
}

/** Base 32 of varint(table number), 16 internal bytes and a Fletcher-16 checksum, as the platform does. */
export function encodeDocumentId(tableNumber: number, internalId: Uint8Array): string {
  const varint: number[] = [];
  let rest = tableNumber;
  while (rest >= 128) {
    varint.push((rest & 127) | 128);
    rest >>>= 7;
  }
  varint.push(rest);
  const body = Buffer.concat([Buffer.from(varint), internalId]);
  const checksum = Buffer.alloc(CHECKSUM_BYTES);
  checksum.writeUInt16LE(fletcher16(body));
  return encodeBase32(Buffer.concat([body, checksum]));
}

/** The parts of an id; null for anything but a canonical id. */
export function decodeDocumentId(id: unknown): DecodedDocumentId | null {
  if (typeof id !== "string" || id.length < 31 || id.length > 37) return null;
  const bytes = decodeBase32(id);
  if (bytes === null) return null;
  let tableNumber = 0;
  let offset = 0;
  for (;;) {
    if (offset >= 5 || offset >= bytes.length) return null;
    const byte = bytes.readUInt8(offset);
    tableNumber = (tableNumber | ((byte & 127) << (7 * offset))) >>> 0;
    offset++;
    if (byte < 128) break;
  }
  if (bytes.length !== offset + INTERNAL_ID_BYTES + CHECKSUM_BYTES) return null;
  const internalId = bytes.subarray(offset, offset + INTERNAL_ID_BYTES);
  return encodeDocumentId(tableNumber, internalId) === id ? { tableNumber, internalId } : null;
}

/** 14 random bytes and the day, so that ids of one day are near each other. */
export function newInternalId(nowMs: number): Buffer {
  const internalId = Buffer.alloc(INTERNAL_ID_BYTES);
  if (poolOffset + 14 > randomPool.length) {
    randomFillSync(randomPool);
    poolOffset = 0;
  }
  randomPool.copy(internalId, 0, poolOffset, poolOffset + 14);
  poolOffset += 14;
  internalId.writeUInt16BE(Math.floor(nowMs / MS_PER_DAY) & 0xffff, 14);
  return internalId;
}

function fletcher16(bytes: Uint8Array): number {
  let sum = 0;
  let sumOfSums = 0;
  for (const byte of bytes) {
    sum = (sum + byte) & 0xff;
    sumOfSums = (sumOfSums + sum) & 0xff;
  }
  return (sumOfSums << 8) | sum;
}
