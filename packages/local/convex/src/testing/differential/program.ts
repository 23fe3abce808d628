import type { Value } from "convex/values";

export type Fields = Record<string, Value>;
/** A value inside a program; `{}` stands for `undefined`, which arguments cannot contain. */
export interface Operand {
  readonly is?: Value;
}

export type TableName = "things" | "strict";
export type Failure = null | { readonly plain: true } | { readonly data: Value };

export interface Bound {
  readonly op: "eq" | "gt" | "gte" | "lt" | "lte";
  readonly field: string;
  readonly value: Operand;
}

export type Filter = [operator: string, ...operands: (Filter | Operand | string)[]];
export interface Source {
  readonly table: TableName;
  readonly index: string | null;
  readonly bounds: readonly Bound[];
  readonly order: "asc" | "desc" | null;
  readonly filter: Filter | null;
}

export type Step =
  | {
      readonly do: "scan";
      readonly source: Source;
      readonly end: "collect" | "take" | "unique" | "first" | "iterate";
      readonly count: number;
    }
  | { readonly do: "get"; readonly table: TableName; readonly key: string }
  | { readonly do: "normalize"; readonly table: TableName; readonly key: string; readonly as: TableName }
  | { readonly do: "clock" }
  | { readonly do: "query"; readonly steps: readonly Step[] }
  | { readonly do: "throw"; readonly fail: Failure }
  | {
      readonly do: "insert";
      readonly table: TableName;
      readonly key: string;
      readonly fields: Fields;
      readonly refersTo: { readonly table: TableName; readonly key: string } | null;
    }
  | {
      readonly do: "patch";
      readonly table: TableName;
      readonly key: string;
      readonly fields: Fields;
      readonly unset: readonly string[];
    }
  | { readonly do: "replace"; readonly table: TableName; readonly key: string; readonly fields: Fields }
  | { readonly do: "delete"; readonly table: TableName; readonly key: string; readonly again: boolean }
  | { readonly do: "mutation"; readonly steps: readonly Step[]; readonly fail: Failure; readonly byHandle: boolean }
  | { readonly do: "checked"; readonly args: Fields }
  | {
      readonly do: "schedule";
      readonly name: string;
      readonly steps: readonly Step[];
      readonly fail: Failure;
      readonly cancel: boolean;
    };

/** One call from outside. A page of a `slot` continues where the last page of that slot ended. */
export type Call =
  | { readonly call: "write" | "read"; readonly steps: readonly Step[] }
  | { readonly call: "page"; readonly slot: number; readonly numItems: number }
  | { readonly call: "settle" };

/** The calls to a fixture app, in order; its slots page through `sources`. */
export interface Program {
  readonly sources: readonly Source[];
  readonly calls: readonly Call[];
}
