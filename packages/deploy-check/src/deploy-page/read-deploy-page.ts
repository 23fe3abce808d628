import { fromMarkdown } from "mdast-util-from-markdown";
import { toString } from "mdast-util-to-string";
import { visit } from "unist-util-visit";

const SECTION = "Vercel, Convex, Upstash, OpenRouter";

export interface DeployPage {
  /** The commands, in the order in which a reader runs them, block by block, without their comments. */
  readonly blocks: readonly (readonly string[])[];
  /** The policy that the reader sets. */
  readonly policy: object;
  /** The variables that the reader sets for the web app. */
  readonly webVariables: readonly string[];
}

/** Reads the steps from empty accounts to a checked deployment. Throws when the page has no such section. */
export function readDeployPage(markdown: string): DeployPage {
  const { children } = fromMarkdown(markdown);
  const start = children.findIndex((node) => node.type === "heading" && toString(node) === SECTION);
  if (start < 0) throw new Error(`the page has no section "${SECTION}"`);
  const length = children.slice(start + 1).findIndex(({ type }) => type === "heading");
  const section = { type: "root" as const, children: children.slice(start + 1, start + 1 + length) };
  const blocks: (readonly string[])[] = [];
  const webVariables: string[] = [];
  let policy: object = {};
  visit(section, "code", ({ lang, value }) => {
    if (lang === "sh") blocks.push(value.split("\n").map((line) => line.replace(/\s+# .*$/, "")));
    // safe because the product refuses a policy of another shape
    else policy = JSON.parse(value) as object;
  });
  visit(section, "listItem", (item) => {
    if (!toString(item).startsWith("Vercel.")) return;
    const lists = { type: "root" as const, children: item.children.filter(({ type }) => type === "list") };
    visit(lists, "inlineCode", ({ value }) => void webVariables.push(value));
  });
  return { blocks, policy, webVariables };
}
