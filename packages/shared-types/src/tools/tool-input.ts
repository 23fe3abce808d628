import { z } from "zod";
import type { ModelTool } from "../ports/model.ts";
import { recordOf } from "../records/record-of.ts";
import type { ToolField } from "./tool-field.ts";
import { TOOL_NAMES, TOOLS, type ToolName } from "./tool-table.ts";

/** A tool's input as it is stored, shown and sent to a provider. Flat, so that equal questions have one canonical form. */
export type ToolInput = Readonly<Record<string, string | number>>;

export const MAX_QUERY_CHARS = 200;

const query = z
  .string()
  .trim()
  .min(1)
  .max(MAX_QUERY_CHARS)
  .describe("What to search for, in a few words, as one would type it into a search box.");

const FIELDS: Readonly<Record<ToolField, z.ZodType>> = {
  maxPriceUsd: z.number().positive().max(1_000_000).optional().describe("Highest item price, US dollars."),
  condition: z.enum(["new", "used"]).optional().describe("Leave out for both."),
};

/** The input schema of each tool. Unknown fields are dropped. */
const INPUTS: Readonly<Record<ToolName, z.ZodObject>> = recordOf(TOOL_NAMES, (name) =>
  z.object({ query, ...recordOf(TOOLS[name].fields, (field) => FIELDS[field]) }),
);

/** Cached: every turn needs them, and building a schema is slow. */
const made = new Map<ToolName, ModelTool>();

/** The tools in a model request's format. */
export function modelTools(names: readonly ToolName[]): ModelTool[] {
  return names.map((name) => {
    const known = made.get(name);
    if (known) return known;
    const { description } = TOOLS[name];
    const { $schema: _, ...inputSchema } = z.toJSONSchema(INPUTS[name], { io: "input" });
    const tool = { name, description, inputSchema };
    made.set(name, tool);
    return tool;
  });
}

/** The parsed input, if the tool accepts it; else the problem, as a sentence for the model. */
export function parseToolInput(
  tool: ToolName,
  json: string,
): { readonly ok: true; readonly input: ToolInput } | { readonly ok: false; readonly problem: string } {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return { ok: false, problem: "The input is not JSON." };
  }
  const parsed = INPUTS[tool].safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return { ok: false, problem: `${issue?.path.join(".") || "input"}: ${issue?.message}` };
  }
  // safe because every field of every tool is text or a number; undefined fields are dropped
  const fields = Object.entries(parsed.data).filter(([, field]) => field !== undefined) as [string, string | number][];
  return { ok: true, input: Object.fromEntries(fields) };
}
