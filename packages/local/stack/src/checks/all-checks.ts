import { buildCheck } from "./build-check.ts";
import type { Check } from "./check.ts";
import { commandCheck } from "./command-check.ts";
import { typesChecks } from "./types-checks.ts";
import { VITEST_PROJECTS, vitestCheck } from "./vitest-check.ts";

/** Independent of each other; the longest first, so that none runs alone at the end. */
export function staticChecks(): readonly Check[] {
  return [
    ...typesChecks(),
    commandCheck("nothing unused (knip)", ["knip", "--no-progress"]),
    commandCheck("lint (oxlint)", ["oxlint", "--deny-warnings"]),
    commandCheck("format (oxfmt)", ["oxfmt", "--check", "."]),
    commandCheck("one version of each dependency (sherif)", ["sherif", "-r", "packages-without-package-json"]),
  ];
}

/** What a change since a commit can reach, as far as a module imports another. */
export function changedChecks(commit: string): readonly Check[] {
  return [vitestCheck("unit and contract suites that the change reaches", ["--changed", commit])];
}

/** Long, and each wants the machine to itself. */
export function longChecks(): readonly Check[] {
  const { unit, e2e } = VITEST_PROJECTS;
  return [
    vitestCheck("unit and contract suites", unit),
    buildCheck(),
    vitestCheck("end to end, gates and runbook", e2e),
  ];
}
