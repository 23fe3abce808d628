import { z } from "zod";
import type { ModelTool } from "../ports/model.ts";
import type { ToolName } from "./tool-name.ts";

/** What a tool is asked, as it is stored, shown and sent to a provider. Flat, so that two equal questions have one canonical form. */
export type ToolInput = Readonly<Record<string, string | number>>;

export const MAX_QUERY_CHARS = 200;

const query = z
  .string()
  .trim()
  .min(1)
  .max(MAX_QUERY_CHARS)
  .describe("What to search for, in a few words, as one would type it into a search box.");
const maxPriceUsd = z.number().positive().max(1_000_000).optional().describe("Highest item price, US dollars.");

interface ToolDefinition {
  readonly description: string;
  readonly input: z.ZodObject;
}

/** The tools that exist: what the model is told of each, and what it may ask of it. Unknown fields are dropped. */
const TOOLS: Readonly<Record<ToolName, ToolDefinition>> = {
  search_web: {
    description: "Searches the web for facts: customs rules, shipping services, reviews, shops, opening hours.",
    input: z.object({ query }),
  },
  search_products: {
    description: "Searches US marketplace listings that can be bought now, with price, condition and seller.",
    input: z.object({
      query,
      maxPriceUsd,
      condition: z.enum(["new", "used"]).optional().describe("Leave out for both."),
    }),
  },
  search_global: {
    description: "Compares prices of a product across many online shops worldwide.",
    input: z.object({ query, maxPriceUsd }),
  },
};

/** Every turn asks for them, and a schema is long in the making. */
const made = new Map<ToolName, ModelTool>();

/** The tools as a model request carries them. */
export function modelTools(names: readonly ToolName[]): ModelTool[] {
  return names.map((name) => {
    const known = made.get(name);
    if (known) return known;
    const { description, input } = TOOLS[name];
    const { $schema: _, ...inputSchema } = z.toJSONSchema(input, { io: "input" });
    const tool = { name, description, inputSchema };
    made.set(name, tool);
    return tool;
  });
}

/** What the model asked, if a tool can be asked that; else what is wrong with it, in words for the model. */
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
  const parsed = TOOLS[tool].input.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return { ok: false, problem: `${issue?.path.join(".") || "input"}: ${issue?.message}` };
  }
  // safe because every field of every tool is text or a number; what was left out is left out
  const fields = Object.entries(parsed.data).filter(([, field]) => field !== undefined) as [string, string | number][];
  return { ok: true, input: Object.fromEntries(fields) };
}
