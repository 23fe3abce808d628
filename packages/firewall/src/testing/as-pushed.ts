import type { Rule } from "../rule.ts";
import { fromVercelRule } from "../vercel/from-vercel-rule.ts";
import { toVercelRule } from "../vercel/to-vercel-rule.ts";
import { asRemoteRule } from "./as-remote-rule.ts";

/** The rule as Vercel has it after a push. */
export function asPushed(rule: Rule): Rule {
  const read = fromVercelRule(asRemoteRule("rule_1", toVercelRule(rule)));
  if (!read.ok) throw new Error(read.reason);
  return read.rule;
}
