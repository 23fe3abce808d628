/** Elements that may be open at the same time. */
const MAX_OPEN = 32;
const TAG = /<(\/?)([a-z][^\s/>]*)/gi;
const VOID = new Set([
  "area",
  "base",
  "br",
  "col",
  "embed",
  "hr",
  "img",
  "input",
  "link",
  "meta",
  "source",
  "track",
  "wbr",
]);

/** The part of a syntax tree node that we read. */
interface TreeNode {
  type: string;
  readonly value?: unknown;
  readonly children?: TreeNode[];
}

/** Shows HTML that nests too deep as plain text. */
export function boundedHtml(): (tree: TreeNode) => void {
  return (tree) => {
    const html = rawNodes(tree);
    if (deepest(html.map(({ value }) => String(value)).join("")) <= MAX_OPEN) return;
    for (const node of html) node.type = "text";
  };
}

function rawNodes(node: TreeNode): TreeNode[] {
  return node.type === "raw" ? [node] : (node.children ?? []).flatMap(rawNodes);
}

/** The greatest number of elements open at once. One that is never closed counts as open to the end. */
function deepest(html: string): number {
  let [open, most] = [0, 0];
  for (const [, slash, name = ""] of html.matchAll(TAG)) {
    if (VOID.has(name.toLowerCase())) continue;
    open = Math.max(0, open + (slash ? -1 : 1));
    most = Math.max(most, open);
  }
  return most;
}
