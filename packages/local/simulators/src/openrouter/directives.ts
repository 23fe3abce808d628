import { isFault } from "./faults.ts";
import { isParam, type SimParams } from "./sim-params.ts";

const DIRECTIVE = /\[\[sim:([a-z0-9-]+)((?:\s+[a-z-]+=[^\s\]]+)*)\s*\]\]/g;
const SHAPES: Readonly<Record<string, SimParams>> = {
  bench: { mode: "bench" },
  echo: { mode: "echo" },
  reasoning: { reasoning: "1" },
  "tool-call": { "tool-call": "first" },
  "no-tools": { "tool-call": "none" },
  pace: {},
  odd: {},
  extras: {},
  bill: {},
  byok: { byok: "1" },
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
    Object.assign(params, SHAPES[name] ?? { fault: name });
    for (const [key, value] of pairs) params[key ?? ""] = value ?? "";
    return "";
  });
  return { text: rest.trim(), params };
}
