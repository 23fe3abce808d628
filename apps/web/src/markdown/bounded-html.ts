/** Elements open at the same time. */
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

/** As much of a syntax tree as is looked at. */
interface TreeNode {
  type: string;
  readonly value?: unknown;
  readonly children?: TreeNode[];
}

/** HTML that nests too deep is shown as the text it is. */
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

/** An element that is never closed counts as open: it may be. */
function deepest(html: string): number {
  let [open, most] = [0, 0];
  for (const [, slash, name = ""] of html.matchAll(TAG)) {
    if (VOID.has(name.toLowerCase())) continue;
    open = Math.max(0, open + (slash ? -1 : 1));
    most = Math.max(most, open);
  }
  return most;
}
