import { shortHash } from "../text/short-hash.ts";
import type { ToolInput } from "./tool-input.ts";
import type { ToolName } from "./tool-table.ts";

/** The canonical form of a question: case, Unicode form, spaces and the order of fields make no difference. */
export function canonicalInput(input: ToolInput): string {
  const fields = Object.entries(input).map(([name, value]) => [
    name,
    typeof value === "string" ? value.normalize("NFKC").toLowerCase().trim().replaceAll(/\s+/g, " ") : value,
  ]);
  return JSON.stringify(fields.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)));
}

/** Key of a question's cache entry, lock and job: `search_web:` and 32 hex digits of SHA-256. */
export async function toolKey(tool: ToolName, input: ToolInput): Promise<string> {
  return `${tool}:${await shortHash(canonicalInput(input))}`;
}
