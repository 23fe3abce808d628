import type { EncodedObject, EncodedValue } from "../values/encoded-value.ts";
import { isEncodedObject } from "../values/is-encoded-object.ts";

/**
 * Type information that the exported JSON of a value lacks: exports write 64-bit integers, bytes and special numbers
 * as text, and the platform stores beside them how to read that text.
 */
export type ExportContext =
  | "infer"
  | "int64"
  | "float64inf"
  | "bytes"
  | { readonly $float64NaN: string }
  | ExportContext[]
  | { [field: string]: ExportContext };

/** A value as JSON text for an export, and the context to read it back. */
export function exportValue(value: EncodedValue): { json: string; context: ExportContext } {
  if (Array.isArray(value)) {
    const items = value.map(exportValue);
    const plain = items.every(({ context }) => context === "infer");
    return {
      json: `[${items.map(({ json }) => json).join(",")}]`,
      context: plain ? "infer" : items.map(({ context }) => context),
    };
  }
  if (!isEncodedObject(value)) return { json: JSON.stringify(value), context: "infer" };
  if (typeof value.$integer === "string") {
    const integer = Buffer.from(value.$integer, "base64").readBigInt64LE();
    return { json: `"${integer}"`, context: "int64" };
  }
  if (typeof value.$bytes === "string") return { json: JSON.stringify(value.$bytes), context: "bytes" };
  if (typeof value.$float === "string") return exportFloat(value.$float);
  const contexts: Record<string, ExportContext> = {};
  const fields = Object.entries(value).map(([field, inner]) => {
    const { json, context } = exportValue(inner);
    if (context !== "infer") contexts[field] = context;
    return `${JSON.stringify(field)}:${json}`;
  });
  return { json: `{${fields.join(",")}}`, context: Object.keys(contexts).length === 0 ? "infer" : contexts };
}

/** Reads a value written by `exportValue`. @throws Error when text and context do not match */
export function importValue(exported: unknown, context: ExportContext = "infer"): EncodedValue {
  if (typeof exported === "string") return importText(exported, context);
  if (typeof exported === "number") {
    return Object.is(exported, -0) ? { $float: encodeDouble(exported) } : exported;
  }
  if (exported === null || typeof exported === "boolean") return exported;
  if (Array.isArray(exported)) {
    const contexts = Array.isArray(context) ? context : [];
    return exported.map((item, position) => importValue(item, contexts[position]));
  }
  // safe because only text has a context of the other object form.
  const contexts = (typeof context === "object" && !Array.isArray(context) ? context : {}) as Record<
    string,
    ExportContext
  >;
  const value: EncodedObject = {};
  // The platform sorts fields by name (names are ASCII).
  const fields = Object.entries(exported ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [field, inner] of fields) value[field] = importValue(inner, contexts[field]);
  return value;
}

/** @throws Error when it is not an object */
export function importDocument(exported: unknown, context?: ExportContext): EncodedObject {
  const document = importValue(exported, context);
  if (!isEncodedObject(document)) throw new Error(`A document must be an object, not ${JSON.stringify(exported)}`);
  return document;
}

function importText(text: string, context: ExportContext): EncodedValue {
  if (context === "infer") return text;
  if (context === "bytes") return { $bytes: text };
  if (context === "int64") {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(BigInt(text));
    return { $integer: bytes.toString("base64") };
  }
  if (context === "float64inf") return { $float: encodeDouble(Number(text)) };
  if (typeof context === "object" && "$float64NaN" in context) return { $float: String(context.$float64NaN) };
  throw new Error(`Cannot read ${JSON.stringify(text)} as ${JSON.stringify(context)}`);
}

function exportFloat(base64: string): { json: string; context: ExportContext } {
  const number = Buffer.from(base64, "base64").readDoubleLE();
  if (Object.is(number, -0)) return { json: "-0.0", context: "infer" };
  if (Number.isNaN(number)) return { json: '"NaN"', context: { $float64NaN: base64 } };
  return { json: `"${number}"`, context: "float64inf" };
}

function encodeDouble(value: number): string {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return bytes.toString("base64");
}
