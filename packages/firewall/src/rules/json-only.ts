import { pathsOf, RULED_ROUTES } from "../api-paths.ts";
import type { Condition, Rule } from "../rule.ts";

const writes: readonly Condition[] = [
  { type: "path", op: "re", value: pathsOf(RULED_ROUTES.filter(({ body }) => body?.type === "json")) },
  { type: "method", op: "eq", value: "POST" },
];

/** Forms of other sites can post without a preflight; JSON needs one. */
export const jsonOnly: Rule = {
  id: "json-only",
  name: "JSON or nothing",
  description: "Denies POST to the routes that take JSON when the content type is not application/json.",
  active: true,
  any: [
    [...writes, { type: "header", key: "content-type", op: "re", neg: true, value: "^ *application/json *(;|$)" }],
    // A separate condition: evaluators differ on whether a negated test holds for an absent header.
    [...writes, { type: "header", key: "content-type", op: "ex", neg: true }],
  ],
  action: { type: "deny" },
};
