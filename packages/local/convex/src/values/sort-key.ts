import type { EncodedObject, EncodedValue } from "./encoded-value.ts";
import { KeyWriter } from "./key-writer.ts";

const TAGS = {
  undefined: 0x01,
  null: 0x03,
  float64: 0x0d,
  false: 0x0e,
  true: 0x0f,
  string: 0x10,
  bytes: 0x11,
  array: 0x12,
  object: 0x15,
} as const;

/**
 * Bytes whose memcmp order is Convex's value order (`compareValues` of convex/values), so that SQLite's
 * BLOB order is index order. `undefined` sorts first.
 */
export function sortKey(values: readonly (EncodedValue | undefined)[]): Buffer {
  const writer = new KeyWriter();
  for (const value of values) writeValue(writer, value);
  return writer.finish();
}

function writeValue(writer: KeyWriter, value: EncodedValue | undefined): void {
  if (value === undefined) return writer.byte(TAGS.undefined);
  if (value === null) return writer.byte(TAGS.null);
  if (typeof value === "boolean") return writer.byte(value ? TAGS.true : TAGS.false);
  if (typeof value === "number") return writeFloat(writer, value);
  if (typeof value === "string") {
    writer.byte(TAGS.string);
    return writer.string(value);
  }
  if (Array.isArray(value)) return writeArray(writer, value);
  return writeObject(writer, value);
}

function writeFloat(writer: KeyWriter, value: number): void {
  writer.byte(TAGS.float64);
  writer.float64(value);
}

function writeArray(writer: KeyWriter, values: readonly EncodedValue[]): void {
  writer.byte(TAGS.array);
  for (const value of values) writeValue(writer, value);
  writer.terminate();
}

function writeObject(writer: KeyWriter, value: EncodedObject): void {
  if (typeof value.$integer === "string") {
    return writer.int64(Buffer.from(value.$integer, "base64").readBigInt64LE());
  }
  if (typeof value.$float === "string") {
    return writeFloat(writer, Buffer.from(value.$float, "base64").readDoubleLE());
  }
  if (typeof value.$bytes === "string") {
    writer.byte(TAGS.bytes);
    return writer.bytes(Buffer.from(value.$bytes, "base64"));
  }
  if ("$undefined" in value) return writer.byte(TAGS.undefined);
  writer.byte(TAGS.object);
  for (const field of Object.keys(value).sort()) {
    writer.string(field);
    // An empty name would look like the byte that ends the object; the escape keeps the two apart.
    if (field === "") writer.byte(0xff);
    writeValue(writer, value[field]);
  }
  writer.terminate();
}
