export const TOOL_NAMES = ["search_web", "search_products", "search_global"] as const;
export type ToolName = (typeof TOOL_NAMES)[number];

const NAMES: readonly string[] = TOOL_NAMES;

export function isToolName(name: string): name is ToolName {
  return NAMES.includes(name);
}
