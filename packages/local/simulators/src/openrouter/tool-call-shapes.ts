import { formsOf, OFF_SCHEMA, ON_SCHEMA, type WireForm } from "./wire-form.ts";

/** One entry of a delta's `tool_calls`. */
export interface ToolCallDelta {
  readonly index?: number;
  readonly id?: string | null;
  readonly type?: "function";
  readonly function?: { readonly name?: string; readonly arguments?: unknown };
}

type Shape = (deltas: readonly ToolCallDelta[]) => readonly ToolCallDelta[];

/** How providers vary the deltas of one call, by name. */
const SHAPES: Readonly<Record<string, readonly [WireForm, Shape]>> = {
  /** The whole call in one delta. */
  whole: [
    ON_SCHEMA,
    (deltas) => [{ ...deltas[0], function: { ...deltas[0]?.function, arguments: argumentsOf(deltas) } }],
  ],
  /** The same, with the arguments as an object. */
  "object-arguments": [
    OFF_SCHEMA,
    (deltas) => [{ ...deltas[0], function: { ...deltas[0]?.function, arguments: JSON.parse(argumentsOf(deltas)) } }],
  ],
  /** The arguments without their last piece. */
  "cut-arguments": [ON_SCHEMA, (deltas) => deltas.slice(0, -1)],
  "no-index": [OFF_SCHEMA, (deltas) => deltas.map(withoutIndex)],
  "index-0": [ON_SCHEMA, (deltas) => deltas.map((delta) => ({ ...delta, index: 0 }))],
  "no-id": [ON_SCHEMA, (deltas) => deltas.map(withoutId)],
  "empty-id": [ON_SCHEMA, (deltas) => deltas.map((delta) => ({ ...delta, id: "" }))],
  "null-id": [OFF_SCHEMA, (deltas) => deltas.map((delta) => ({ ...delta, id: null }))],
  /** The same id for every call. */
  "same-id": [ON_SCHEMA, (deltas) => deltas.map((delta) => ("id" in delta ? { ...delta, id: "call_0" } : delta))],
  /** The name split over two deltas. */
  "split-name": [
    ON_SCHEMA,
    ([first, ...rest]) => {
      const { name = "", arguments: text } = first?.function ?? {};
      const [head, tail] = [name.slice(0, name.length >> 1), name.slice(name.length >> 1)];
      return [
        { ...first, function: { name: head, arguments: "" } },
        { index: first?.index ?? 0, function: { name: tail, arguments: text } },
        ...rest,
      ];
    },
  ],
  /** The id in its own delta, after the arguments. */
  "late-id": [
    ON_SCHEMA,
    (deltas) => {
      const [{ index = 0, id = "", ...first } = {}, ...rest] = deltas;
      return [{ index, ...first }, ...rest, { index, id }];
    },
  ],
  /** The id first, in a delta without a name. */
  "early-id": [
    ON_SCHEMA,
    (deltas) => {
      const [{ index = 0, id = "", ...first } = {}, ...rest] = deltas;
      return [{ index, id, type: "function" }, { index, ...first }, ...rest];
    },
  ],
};

export const TOOL_CALL_FORMS: Readonly<Record<string, WireForm>> = formsOf(SHAPES);

/** The deltas of a call with these oddities applied, one after the other. */
export function shaped(deltas: readonly ToolCallDelta[], shapes: readonly string[]): readonly ToolCallDelta[] {
  return shapes.reduce((all, name) => SHAPES[name]?.[1](all) ?? all, deltas);
}

function withoutIndex(delta: ToolCallDelta): ToolCallDelta {
  const { index: _, ...rest } = delta;
  return rest;
}

function withoutId(delta: ToolCallDelta): ToolCallDelta {
  const { id: _, ...rest } = delta;
  return rest;
}

function argumentsOf(deltas: readonly ToolCallDelta[]): string {
  return deltas.map((delta) => delta.function?.arguments ?? "").join("");
}
