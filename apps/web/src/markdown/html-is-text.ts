import type { Extension } from "micromark-util-types";

/** HTML in an answer is shown as text. */
export const HTML_IS_TEXT: Extension = { disable: { null: ["htmlFlow", "htmlText"] } };

/** The part of a syntax tree node that we read. */
interface TreeNode {
  readonly type: string;
  readonly value?: string;
  children?: TreeNode[];
}

const LINE_BREAK = /<br\s*\/?>/i;

/** The one exception: models write `<br>` in cells of tables, where Markdown has no line break. */
export function lineBreaks(): (tree: TreeNode) => void {
  return function visit(node): void {
    if (!node.children) return;
    node.children = node.children.flatMap((child) => {
      if (child.type !== "text" || child.value === undefined || !LINE_BREAK.test(child.value)) return [child];
      const lines = child.value.split(LINE_BREAK);
      return lines.flatMap((value, n) => [...(n > 0 ? [{ type: "break" }] : []), { type: "text", value }]);
    });
    node.children.forEach(visit);
  };
}
