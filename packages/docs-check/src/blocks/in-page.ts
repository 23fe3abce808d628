import { fromMarkdown } from "mdast-util-from-markdown";
import { visit } from "unist-util-visit";

const END = "<!-- end -->";

/** A block's text in a page: offsets between its two comments. Null when the page has no block of that name. */
export function findBlock(markdown: string, name: string): { readonly start: number; readonly end: number } | null {
  let start: number | null = null;
  let end: number | null = null;
  visit(fromMarkdown(markdown), "html", (node) => {
    if (node.value === `<!-- pnpm docs:write ${name} -->`) start = node.position?.end.offset ?? null;
    else if (node.value === END && start !== null) end ??= node.position?.start.offset ?? null;
  });
  return start === null || end === null ? null : { start, end };
}

/** Throws when the page has no such block. */
export function writeBlock(markdown: string, name: string, text: string): string {
  const at = findBlock(markdown, name);
  if (!at) throw new Error(`There is no block "${name}".`);
  return `${markdown.slice(0, at.start)}\n\n${text}\n\n${markdown.slice(at.end)}`;
}

/** Whether a block matches the code, ignoring the formatter's changes to spaces, dashes and escapes. */
export function saysTheSame(markdown: string, name: string, text: string): boolean {
  const at = findBlock(markdown, name);
  return at !== null && bare(markdown.slice(at.start, at.end)) === bare(text);
}

function bare(text: string): string {
  return text.replaceAll("\\", "").replaceAll(/-{3,}/g, "---").replaceAll(/\s+/g, " ").trim();
}
