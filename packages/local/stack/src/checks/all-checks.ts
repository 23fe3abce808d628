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

/** The tests that a change since a commit can affect through imports. */
export function changedChecks(commit: string): readonly Check[] {
  return [vitestCheck("unit and contract suites that the change reaches", ["--changed", commit])];
}

/** Long checks, each of which needs the whole machine. */
export function longChecks(): readonly Check[] {
  const { unit, e2e } = VITEST_PROJECTS;
  return [
    vitestCheck("unit and contract suites", unit),
    buildCheck(),
    vitestCheck("end to end, gates and runbook", e2e),
  ];
}
