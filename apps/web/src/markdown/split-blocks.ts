import { parseMarkdownIntoBlocks } from "streamdown";

const LONG_PREFIX = /^[ \t>*+\-\d.)]{64,}/gm;
const CONTAINER = />|[-+*.)][ \t]/;

/** The blocks that are parsed one by one. What splits them goes down into every list and quote, so too deep a text stays whole. */
export function splitBlocks(text: string): string[] {
  for (const [prefix] of text.matchAll(LONG_PREFIX)) if (CONTAINER.test(prefix)) return [text];
  return parseMarkdownIntoBlocks(text);
}
