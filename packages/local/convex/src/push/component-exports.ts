import type { Component } from "../runtime/component.ts";

interface ExportTree {
  [name: string]: ExportTree | string;
}

type ExportNode =
  | { readonly type: "leaf"; readonly leaf: string }
  | { readonly type: "branch"; readonly branch: readonly (readonly [name: string, node: ExportNode])[] };

/** A component exports all its public functions, as a tree of module path segments. */
export function componentExports(component: Component): ExportNode {
  const root: ExportTree = {};
  for (const spec of component.functions.values()) {
    if (spec.visibility !== "public") continue;
    let branch = root;
    for (const segment of spec.modulePath.replace(/\.js$/, "").split("/")) {
      const existing = branch[segment];
      const next: ExportTree = typeof existing === "object" ? existing : {};
      branch[segment] = next;
      branch = next;
    }
    branch[spec.exportName] = `_reference/function/${spec.path}`;
  }
  return nodeOf(root);
}

function nodeOf(tree: ExportTree | string): ExportNode {
  if (typeof tree === "string") return { type: "leaf", leaf: tree };
  return {
    type: "branch",
    branch: Object.entries(tree).map(([name, child]) => [name, nodeOf(child)]),
  };
}
