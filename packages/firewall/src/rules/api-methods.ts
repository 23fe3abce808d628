import { methodsOf } from "@sendcat/shared-types";
import { API, pathsOf, RULED_ROUTES } from "../api-paths.ts";
import type { Condition, Rule } from "../rule.ts";

const READ_METHODS: readonly string[] = ["GET", "HEAD", "OPTIONS"];

const methodsAt = (path: string): string => methodsOf(RULED_ROUTES.filter((route) => route.path === path)).join();
const readOnly = READ_METHODS.join();
const writing = RULED_ROUTES.filter(({ path }) => methodsAt(path) !== readOnly);

/** A route allows its own methods; the rest of `/api/` is read-only. */
export const apiMethods: Rule = {
  id: "api-methods",
  name: "Only the methods a route has",
  description: "Denies methods that no route under /api/ takes.",
  active: true,
  any: [
    ...[...new Set(writing.map(({ path }) => methodsAt(path)))].map((methods): readonly Condition[] => [
      { type: "path", op: "re", value: pathsOf(writing.filter(({ path }) => methodsAt(path) === methods)) },
      { type: "method", op: "inc", neg: true, value: methods.split(",") },
    ]),
    [
      { type: "path", op: "pre", value: API },
      { type: "path", op: "re", neg: true, value: pathsOf(writing) },
      { type: "method", op: "inc", neg: true, value: READ_METHODS },
    ],
  ],
  action: { type: "deny" },
};
