import GithubSlugger from "github-slugger";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { toString } from "mdast-util-to-string";
import { gfm } from "micromark-extension-gfm";
import { visit } from "unist-util-visit";

export interface CodeText {
  readonly text: string;
  readonly line: number;
  /** The language of a code block, empty when it names none; null for inline code. */
  readonly blockOf: string | null;
}

export interface LinkTarget {
  readonly url: string;
  readonly line: number;
}

export interface MarkdownPage {
  readonly file: string;
  readonly codes: readonly CodeText[];
  readonly links: readonly LinkTarget[];
  /** The heading ids that `#anchor` can link to. */
  readonly anchors: ReadonlySet<string>;
}

export function readPage(file: string, markdown: string): MarkdownPage {
  const tree = fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  const codes: CodeText[] = [];
  const links: LinkTarget[] = [];
  const slugger = new GithubSlugger();
  const anchors = new Set<string>();
  visit(tree, (node) => {
    const line = node.position?.start.line ?? 0;
    if (node.type === "inlineCode") codes.push({ text: node.value, line, blockOf: null });
    else if (node.type === "code") codes.push({ text: node.value, line: line + 1, blockOf: node.lang ?? "" });
    else if (node.type === "link" || node.type === "image" || node.type === "definition")
      links.push({ url: node.url, line });
    else if (node.type === "heading") anchors.add(slugger.slug(toString(node)));
  });
  return { file, codes, links, anchors };
}
