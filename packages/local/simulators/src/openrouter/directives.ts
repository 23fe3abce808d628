import { USAGE_FORMS } from "./bill.ts";
import { CHUNK_SHAPE_FORMS } from "./chunk-shapes.ts";
import { FAULT_FORMS, isFault } from "./faults.ts";
import { isParam, type SimParams } from "./sim-params.ts";
import { TOOL_CALL_FORMS } from "./tool-call-shapes.ts";
import { formsOf, OFF_SCHEMA, ON_SCHEMA, type WireForm } from "./wire-form.ts";

const DIRECTIVE = /\[\[sim:([a-z0-9-]+)((?:\s+[a-z-]+=[^\s\]]+)*)\s*\]\]/g;
const SHAPES: Readonly<Record<string, readonly [WireForm, SimParams]>> = {
  bench: [ON_SCHEMA, { mode: "bench" }],
  echo: [ON_SCHEMA, { mode: "echo" }],
  reasoning: [ON_SCHEMA, { reasoning: "1" }],
  "tool-call": [ON_SCHEMA, { "tool-call": "first" }],
  "no-tools": [ON_SCHEMA, { "tool-call": "none" }],
  pace: [ON_SCHEMA, {}],
  /** Answers of hosts that keep to no schema. */
  odd: [OFF_SCHEMA, {}],
  extras: [ON_SCHEMA, {}],
  bill: [ON_SCHEMA, {}],
  byok: [ON_SCHEMA, { byok: "1" }],
};

/** Every way to ask for a form of an answer, as a directive without its brackets, and whether that form keeps to the published schema. */
export const DIRECTIVE_FORMS: Readonly<Record<string, WireForm>> = {
  ...FAULT_FORMS,
  ...formsOf(SHAPES),
  ...prefixed("tool-call shape=", TOOL_CALL_FORMS),
  ...prefixed("pace chunk=", CHUNK_SHAPE_FORMS),
  ...prefixed("bill usage=", USAGE_FORMS),
};

/**
 * Finds directives such as `[[sim:cut-midstream after=3]]`, `[[sim:bench tokens=500]]`, `[[sim:pace tokens-per-second=20]]`, `[[sim:bill cost=999]]`, `[[sim:byok]]`, `[[sim:odd stream=text/parts]]`, `[[sim:extras sources=5 pictures=1]]`, `[[sim:reasoning]]`, `[[sim:echo limit=3]]` (cut at its length limit) or
 * `[[sim:tool-call tool-call=search_web query=duty+on+phones calls=2 steps=3 shape=index-0+no-id tool-finish=stop]]` in a text. Unknown names stay in the text: a user may write brackets.
 */
export function readDirectives(text: string): { readonly text: string; readonly params: SimParams } {
  if (!text.includes("[[sim:")) return { text, params: {} };
  const params: Record<string, string> = {};
  const rest = text.replace(DIRECTIVE, (whole: string, name: string, settings: string) => {
    const pairs = settings
      .trim()
      .split(/\s+/)
      .filter(Boolean)
      .map((pair) => pair.split("="));
    if (!(isFault(name) || Object.hasOwn(SHAPES, name)) || !pairs.every(([key]) => isParam(key ?? ""))) return whole;
    Object.assign(params, SHAPES[name]?.[1] ?? { fault: name });
    for (const [key, value] of pairs) params[key ?? ""] = value ?? "";
    return "";
  });
  return { text: rest.trim(), params };
}

function prefixed(prefix: string, forms: Readonly<Record<string, WireForm>>): Readonly<Record<string, WireForm>> {
  return Object.fromEntries(Object.entries(forms).map(([name, form]) => [`${prefix}${name}`, form]));
}
