import { namesOf } from "../records/names-of.ts";
import type { ToolField } from "./tool-field.ts";
import type { JobCaps, ToolCacheLife } from "./tool-limits.ts";

/** The companies whose searches the tools use. */
export type SearchCompany = "serper" | "ebay";

interface ToolRow {
  /** The description for the model. */
  readonly description: string;
  /** Fields of its input, besides the query. */
  readonly fields: readonly ToolField[];
  /** Where it searches, in the page's words: `Searching listings for ...`. */
  readonly place: string;
  /** The provider whose keys it needs. */
  readonly provider: SearchCompany;
  /** Default values of the policy. */
  readonly cache: ToolCacheLife;
  readonly jobs: JobCaps;
  /** Our cost of a provider's answer, micro-dollars. */
  readonly costMicroUsd: number;
}

const MINUTE_MS = 60_000;
const JOBS = { running: 4, queued: 40 };

// Serper's list price is one US dollar per thousand queries, two for shopping; eBay's Browse API is free within its daily limit.
const ROWS = {
  search_web: {
    description: "Searches the web for facts: customs rules, shipping services, reviews, shops, opening hours.",
    fields: [],
    place: "the web",
    provider: "serper",
    cache: { freshMs: 5 * MINUTE_MS, staleMs: 5 * MINUTE_MS },
    jobs: JOBS,
    costMicroUsd: 1_000,
  },
  search_products: {
    description: "Searches US marketplace listings that can be bought now, with price, condition and seller.",
    fields: ["maxPriceUsd", "condition"],
    place: "listings",
    provider: "ebay",
    cache: { freshMs: 10 * MINUTE_MS, staleMs: 0 },
    jobs: JOBS,
    costMicroUsd: 0,
  },
  search_global: {
    description: "Compares prices of a product across many online shops worldwide.",
    fields: ["maxPriceUsd"],
    place: "shops worldwide",
    provider: "serper",
    cache: { freshMs: 10 * MINUTE_MS, staleMs: 5 * MINUTE_MS },
    jobs: JOBS,
    costMicroUsd: 2_000,
  },
} satisfies Readonly<Record<string, ToolRow>>;

export type ToolName = keyof typeof ROWS;
/** The tools that exist. */
export const TOOLS: Readonly<Record<ToolName, ToolRow>> = ROWS;
export const TOOL_NAMES = namesOf(TOOLS);

/** The type of a tool's message part. */
export const TOOL_PART_TYPES = TOOL_NAMES.map((name) => `tool-${name}` as const);

export function isToolName(name: string): name is ToolName {
  return Object.hasOwn(TOOLS, name);
}

/** The tool of a message part. */
export function toolOfPart(type: (typeof TOOL_PART_TYPES)[number]): ToolName {
  // safe because the type is `tool-` plus a tool's name
  return type.slice("tool-".length) as ToolName;
}
