/** A regular expression, without anchors, for the paths that a route's `path` stands for. */
export function pathExpression(path: string): string {
  return path.replaceAll(".", "\\.").replaceAll(/\{\w+\}/g, "[^/]+");
}
