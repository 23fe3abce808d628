import type { Rule } from "../rule.ts";
import { compileCondition, type Matcher } from "./compile-condition.ts";

export interface CompiledRule {
  readonly rule: Rule;
  readonly any: readonly (readonly Matcher[])[];
}

/** The active rules with their expressions compiled, in order. Call once per process, not per request. */
export function compileRules(rules: readonly Rule[]): readonly CompiledRule[] {
  return rules
    .filter(({ active }) => active)
    .map((rule) => ({ rule, any: rule.any.map((group) => group.map(compileCondition)) }));
}
