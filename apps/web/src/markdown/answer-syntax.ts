import type { Extension } from "micromark-util-types";
import { defaultRehypePlugins, defaultRemarkPlugins, type StreamdownProps } from "streamdown";
import { KEEP_AMOUNTS } from "./amounts-are-text.ts";
import { boundedSyntax } from "./bounded-nesting.ts";
import { HTML_IS_TEXT, lineBreaks } from "./html-is-text.ts";
import { splitBlocks } from "./split-blocks.ts";

/** A single tilde means "about" or "to" (`J$5,000~J$6,000`): only two tildes strike text out. */
export const GFM_OPTIONS = { singleTilde: false } as const;

/** The parser's settings, where earlier plugins have put their syntax. */
interface Parser {
  data(): { micromarkExtensions?: Extension[] };
}

function answerSyntax(this: Parser): void {
  const data = this.data();
  data.micromarkExtensions = [...boundedSyntax(data.micromarkExtensions ?? []), HTML_IS_TEXT];
}

const { gfm, ...others } = defaultRemarkPlugins;
const [remarkGfm] = [gfm].flat();
// Without the plugin that parses HTML: the rest sanitises what Markdown makes.
const { raw: _raw, ...rehypePlugins } = defaultRehypePlugins;

/** How an answer is parsed: CommonMark and GFM with limited nesting, HTML and amounts of money as text. */
export const ANSWER_SYNTAX = {
  parseMarkdownIntoBlocksFn: splitBlocks,
  remarkPlugins: [[remarkGfm, GFM_OPTIONS], ...Object.values(others), answerSyntax, lineBreaks],
  rehypePlugins: Object.values(rehypePlugins),
  // Dollars are money, never math.
  remend: { katex: false, htmlTags: false, handlers: [KEEP_AMOUNTS] },
} as StreamdownProps;
