import { readFileSync } from "node:fs";
import { join } from "node:path";
import { REPO_ROOT } from "@sendcat/local-stack";

/** The variables that the step "Convex" of docs/deploy.md has an operator set there: those that every deployment needs. */
export function convexVariablesNeeded(): readonly string[] {
  const page = readFileSync(join(REPO_ROOT, "docs/deploy.md"), "utf8");
  const step = /^\d+\. \*\*Convex\.\*\*.*?(?=^\d+\. \*\*)/ms.exec(page)?.[0] ?? "";
  const names = [...step.matchAll(/npx convex env set (\w+)/g)].flatMap(([, name]) => name ?? []);
  if (names.length === 0) throw new Error("docs/deploy.md has no step that sets Convex's variables");
  return names;
}
