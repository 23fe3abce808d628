import { parseMarkdownIntoBlocks } from "streamdown";

const LONG_PREFIX = /^[ \t>*+\-\d.)]{64,}/gm;
const CONTAINER = />|[-+*.)][ \t]/;

/** Each block has a parser of its own, which costs more than a short block's text: more blocks than this are joined. */
const MAX_BLOCKS = 200;
const JOINED_CHARS = 2_000;

/** The blocks to parse one by one. The splitter recurses into every list and quote, so a text that nests too deep stays one block. */
export function splitBlocks(text: string): string[] {
  for (const [prefix] of text.matchAll(LONG_PREFIX)) if (CONTAINER.test(prefix)) return [text];
  const blocks = parseMarkdownIntoBlocks(text);
  return blocks.length > MAX_BLOCKS ? joined(blocks) : blocks;
}

/** From the first on, so that finished blocks stay the same while the text grows. */
function joined(blocks: readonly string[]): string[] {
  const groups: string[] = [];
  for (const block of blocks) {
    const last = groups.at(-1);
    if (last !== undefined && last.length < JOINED_CHARS) groups[groups.length - 1] = last + block;
    else groups.push(block);
  }
  return groups;
}
