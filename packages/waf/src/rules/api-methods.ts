import { API_METHODS, READ_METHODS } from "../lists/api-methods.ts";
import type { Condition, Rule } from "../rule.ts";

/** A route takes its own methods; the rest of `/api/` is read only. */
export const apiMethods: Rule = {
  id: "api-methods",
  name: "Only the methods a route has",
  description: "Denies methods that no route under /api/ takes; a new writing route goes into lists/api-methods.ts.",
  active: true,
  any: [
    ...API_METHODS.map(({ path, methods }): readonly Condition[] => [
      { type: "path", op: "re", value: `^${path}/?$` },
      { type: "method", op: "inc", neg: true, value: methods },
    ]),
    [
      { type: "path", op: "pre", value: "/api/" },
      { type: "path", op: "re", neg: true, value: `^(${API_METHODS.map(({ path }) => path).join("|")})/?$` },
      { type: "method", op: "inc", neg: true, value: READ_METHODS },
    ],
  ],
  action: { type: "deny" },
};
