import type { Value } from "convex/values";

export type Fields = Record<string, Value>;
/** A value inside a program; `{}` is `undefined`, which no argument can carry. */
export interface Operand {
  is?: Value;
}

export type TableName = "things" | "strict";
export type Failure = null | { plain: true } | { data: Value };

export interface Bound {
  op: "eq" | "gt" | "gte" | "lt" | "lte";
  field: string;
  value: Operand;
}

export type Filter = [operator: string, ...operands: (Filter | Operand | string)[]];
export interface Source {
  table: TableName;
  index: string | null;
  bounds: Bound[];
  order: "asc" | "desc" | null;
  filter: Filter | null;
}

export type Step =
  | { do: "scan"; source: Source; end: "collect" | "take" | "unique" | "first" | "iterate"; count: number }
  | { do: "get"; table: TableName; key: string }
  | { do: "normalize"; table: TableName; key: string; as: TableName }
  | { do: "clock" }
  | { do: "query"; steps: Step[] }
  | { do: "throw"; fail: Failure }
  | { do: "insert"; table: TableName; key: string; fields: Fields; refersTo: { table: TableName; key: string } | null }
  | { do: "patch"; table: TableName; key: string; fields: Fields; unset: string[] }
  | { do: "replace"; table: TableName; key: string; fields: Fields }
  | { do: "delete"; table: TableName; key: string; again: boolean }
  | { do: "mutation"; steps: Step[]; fail: Failure; byHandle: boolean }
  | { do: "checked"; args: Fields }
  | { do: "schedule"; name: string; steps: Step[]; fail: Failure; cancel: boolean };

/** One call from outside. Pages of one `slot` continue where the last page of that slot ended. */
export type Call =
  | { call: "write" | "read"; steps: Step[] }
  | { call: "page"; slot: number; numItems: number }
  | { call: "settle" };

/** What a fixture app is asked, in order; `sources` are what its slots page through. */
export interface Program {
  sources: Source[];
  calls: Call[];
}
