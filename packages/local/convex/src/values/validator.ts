import type { EncodedValue } from "./encoded-value.ts";

export interface ObjectField {
  fieldType: Validator;
  optional: boolean;
}

/** The JSON a Convex validator exports itself as. */
export type Validator =
  | { type: "any" | "null" | "number" | "bigint" | "boolean" | "string" | "bytes" | "commitTs" }
  | { type: "literal"; value: EncodedValue }
  | { type: "id"; tableName: string }
  | { type: "array"; value: Validator }
  | { type: "union"; value: Validator[] }
  | { type: "record"; keys: Validator; values: ObjectField }
  | { type: "object"; value: Record<string, ObjectField> };
