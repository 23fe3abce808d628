import { parseMarkdownIntoBlocks } from "streamdown";

const LONG_PREFIX = /^[ \t>*+\-\d.)]{64,}/gm;
const CONTAINER = />|[-+*.)][ \t]/;

/** The blocks to parse one by one. The splitter recurses into every list and quote, so a text that nests too deep stays one block. */
export function splitBlocks(text: string): string[] {
  for (const [prefix] of text.matchAll(LONG_PREFIX)) if (CONTAINER.test(prefix)) return [text];
  return parseMarkdownIntoBlocks(text);
}
