import type { Extension } from "micromark-util-types";
import { defaultRehypePlugins, defaultRemarkPlugins, type StreamdownProps } from "streamdown";
import { KEEP_AMOUNTS } from "./amounts-are-text.ts";
import { boundedHtml } from "./bounded-html.ts";
import { boundedSyntax } from "./bounded-nesting.ts";
import { splitBlocks } from "./split-blocks.ts";

/** A single tilde means "about" or "to" (`J$5,000~J$6,000`): only two tildes strike text out. */
export const GFM_OPTIONS = { singleTilde: false } as const;

/** The parser's settings, where earlier plugins have put their syntax. */
interface Parser {
  data(): { micromarkExtensions?: Extension[] };
}

function answerSyntax(this: Parser): void {
  const data = this.data();
  data.micromarkExtensions = boundedSyntax(data.micromarkExtensions ?? []);
}

const { gfm, ...others } = defaultRemarkPlugins;
const [remarkGfm] = [gfm].flat();

/** How an answer is parsed: CommonMark and GFM with limited nesting, and amounts of money as text. */
export const ANSWER_SYNTAX = {
  parseMarkdownIntoBlocksFn: splitBlocks,
  remarkPlugins: [[remarkGfm, GFM_OPTIONS], ...Object.values(others), answerSyntax],
  rehypePlugins: [boundedHtml, ...Object.values(defaultRehypePlugins)],
  // Dollars are money, never math.
  remend: { katex: false, handlers: [KEEP_AMOUNTS] },
} as StreamdownProps;
