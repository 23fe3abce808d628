import type { Condition, Rule } from "../rule.ts";

const writes: readonly Condition[] = [
  { type: "path", op: "inc", value: ["/api/chat", "/api/session"] },
  { type: "method", op: "eq", value: "POST" },
];

/** Form posts of other sites need no preflight; JSON does. */
export const jsonOnly: Rule = {
  id: "json-only",
  name: "JSON or nothing",
  description: "Denies POST /api/chat and /api/session whose content type is not application/json.",
  active: true,
  any: [
    [...writes, { type: "header", key: "content-type", op: "re", neg: true, value: "^ *application/json *(;|$)" }],
    // Said apart: whether a negated test holds for an absent header is the evaluator's choice, absence itself is not.
    [...writes, { type: "header", key: "content-type", op: "ex", neg: true }],
  ],
  action: { type: "deny" },
};
