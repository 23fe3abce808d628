import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { REPO_ROOT } from "../settings/repo-root.ts";
import { buildCheck } from "./build-check.ts";
import type { Check } from "./check.ts";
import { commandCheck } from "./command-check.ts";
import { vitestCheck } from "./vitest-check.ts";

/** Quick and independent of each other. */
export function staticChecks(): readonly Check[] {
  return [
    commandCheck("lint (oxlint)", ["oxlint", "--deny-warnings"]),
    commandCheck("format (oxfmt)", ["oxfmt", "--check", "."]),
    commandCheck("one version of each dependency (sherif)", ["sherif"]),
    commandCheck("nothing unused (knip)", ["knip", "--no-progress"]),
    ...typedFolders().map((folder) => commandCheck(`types of ${folder}`, ["tsc", "--noEmit", "-p", folder])),
  ];
}

/** Long, and each wants the machine to itself. */
export function longChecks(): readonly Check[] {
  return [
    vitestCheck("unit and contract suites", []),
    buildCheck(),
    vitestCheck("gates and runbook", ["--config", "packages/reliability/vitest.stack.config.ts"]),
    vitestCheck("end to end", ["--config", "e2e/vitest.config.ts"]),
  ];
}

function typedFolders(): readonly string[] {
  const nested = ["packages", "apps"].flatMap((parent) =>
    readdirSync(join(REPO_ROOT, parent)).map((name) => `${parent}/${name}`),
  );
  return [...nested, "convex", "e2e"].filter((folder) => existsSync(join(REPO_ROOT, folder, "tsconfig.json")));
}
