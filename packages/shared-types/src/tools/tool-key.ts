import { shortHash } from "../text/short-hash.ts";
import type { ToolInput } from "./tool-input.ts";
import type { ToolName } from "./tool-table.ts";

/** Equal questions have one canonical form: case, form of letters, spaces and the order of fields make no difference. */
export function canonicalInput(input: ToolInput): string {
  const fields = Object.entries(input).map(([name, value]) => [
    name,
    typeof value === "string" ? value.normalize("NFKC").toLowerCase().trim().replaceAll(/\s+/g, " ") : value,
  ]);
  return JSON.stringify(fields.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)));
}

/** Names a question to a tool: the key of its cache entry, its lock and its job. `search_web:` and 32 hex digits of SHA-256. */
export async function toolKey(tool: ToolName, input: ToolInput): Promise<string> {
  return `${tool}:${await shortHash(canonicalInput(input))}`;
}
