import type { Extension } from "micromark-util-types";
import { defaultRehypePlugins, defaultRemarkPlugins, type StreamdownProps } from "streamdown";
import { KEEP_AMOUNTS } from "./amounts-are-text.ts";
import { boundedHtml } from "./bounded-html.ts";
import { boundedSyntax } from "./bounded-nesting.ts";
import { splitBlocks } from "./split-blocks.ts";

/** One tilde is "about" or "to" (`J$5,000~J$6,000`): only two strike something out. */
export const GFM_OPTIONS = { singleTilde: false } as const;

/** What the parser is told: plugins of before have put their syntax there. */
interface Parser {
  data(): { micromarkExtensions?: Extension[] };
}

function answerSyntax(this: Parser): void {
  const data = this.data();
  data.micromarkExtensions = boundedSyntax(data.micromarkExtensions ?? []);
}

const { gfm, ...others } = defaultRemarkPlugins;
const [remarkGfm] = [gfm].flat();

/** How an answer is read: CommonMark and GFM with a bound on nesting, and amounts of money as text. */
export const ANSWER_SYNTAX = {
  parseMarkdownIntoBlocksFn: splitBlocks,
  remarkPlugins: [[remarkGfm, GFM_OPTIONS], ...Object.values(others), answerSyntax],
  rehypePlugins: [boundedHtml, ...Object.values(defaultRehypePlugins)],
  // Dollars are money, never math.
  remend: { katex: false, handlers: [KEEP_AMOUNTS] },
} as StreamdownProps;
