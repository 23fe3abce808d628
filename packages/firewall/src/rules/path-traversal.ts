import type { Rule } from "../rule.ts";

/** Paths that leave a folder. Browsers resolve `..` before they send, so a path that still has one was made by hand. */
export const pathTraversal: Rule = {
  id: "path-traversal",
  name: "Path traversal",
  description: "Denies dot-dot segments, plain, encoded and doubly encoded, null bytes and the files they are after.",
  active: true,
  any: [
    [
      {
        type: "raw_path",
        op: "re",
        value: "(/|\\\\|%2f|%5c|%252f|%255c)(\\.|%2e|%252e)(\\.|%2e|%252e)(/|\\\\|%2f|%5c|%252f|%255c|$)",
      },
    ],
    [{ type: "raw_path", op: "re", value: "(%00|%2500|%c0%ae|%c0%af|%c1%9c)" }],
    [{ type: "raw_path", op: "re", value: "/(etc|proc|windows)(/|%2f)(passwd|shadow|hosts|self|system32|win\\.ini)" }],
  ],
  action: { type: "deny" },
};
