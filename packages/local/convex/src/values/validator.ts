import type { EncodedValue } from "./encoded-value.ts";

export interface ObjectField {
  readonly fieldType: Validator;
  readonly optional: boolean;
}

/** The exported JSON of a Convex validator. */
export type Validator =
  | { readonly type: "any" | "null" | "number" | "bigint" | "boolean" | "string" | "bytes" | "commitTs" }
  | { readonly type: "literal"; readonly value: EncodedValue }
  | { readonly type: "id"; readonly tableName: string }
  | { readonly type: "array"; readonly value: Validator }
  | { readonly type: "union"; readonly value: readonly Validator[] }
  | { readonly type: "record"; readonly keys: Validator; readonly values: ObjectField }
  | { readonly type: "object"; readonly value: Readonly<Record<string, ObjectField>> };
