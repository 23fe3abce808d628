import { regexProblem } from "./regex-problem.ts";
import type { Condition, Rule } from "./rule.ts";
import { toVercelRule } from "./vercel/to-vercel-rule.ts";

export const VERCEL_PLANS = ["hobby", "pro", "enterprise"] as const;
export type VercelPlan = (typeof VERCEL_PLANS)[number];

/** Rate-limit rules that a project may have (Vercel, usage and pricing of WAF rate limiting). */
const RATE_LIMIT_RULES: Readonly<Record<VercelPlan, number>> = { hobby: 1, pro: 40, enterprise: 1_000 };
const MAX_NAME_CHARS = 160;
const MAX_DESCRIPTION_CHARS = 256;
const MAX_GROUPS = 25;

/**
 * What Vercel would refuse or we do not allow, one sentence per problem, before anything is sent. `otherRateLimits`: rate-limit rules that
 * the project has besides these.
 */
export function problemsWith(
  rules: readonly Rule[],
  options: { readonly plan: VercelPlan; readonly otherRateLimits?: number },
): readonly string[] {
  const problems = rules.flatMap((rule) => ruleProblems(rule).map((problem) => `${rule.id}: ${problem}`));
  const ids = rules.map(({ id }) => id);
  for (const id of new Set(ids.filter((id, index) => ids.indexOf(id) !== index)))
    problems.push(`${id}: is there twice`);
  const rateLimits = rules.filter(({ action }) => action.type === "rate_limit").length + (options.otherRateLimits ?? 0);
  const allowed = RATE_LIMIT_RULES[options.plan];
  if (rateLimits > allowed) problems.push(`${rateLimits} rate-limit rules, the ${options.plan} plan takes ${allowed}`);
  return problems;
}

function ruleProblems(rule: Rule): readonly string[] {
  const problems: string[] = [];
  if (!/^[a-z\d]+(-[a-z\d]+)*$/.test(rule.id)) problems.push("the id is not a slug");
  const { name, description } = toVercelRule(rule);
  if (name.length > MAX_NAME_CHARS)
    problems.push(`the name has ${name.length} characters with its mark, ${MAX_NAME_CHARS} are allowed`);
  if (description.length > MAX_DESCRIPTION_CHARS)
    problems.push(
      `the description has ${description.length} characters with its mark, ${MAX_DESCRIPTION_CHARS} are allowed`,
    );
  if (rule.any.length === 0 || rule.any.some((group) => group.length === 0)) problems.push("a group has no condition");
  if (rule.any.length > MAX_GROUPS) problems.push(`${rule.any.length} groups, ${MAX_GROUPS} are allowed`);
  for (const condition of rule.any.flat()) problems.push(...conditionProblems(condition));
  return [...problems, ...actionProblems(rule)];
}

function conditionProblems(condition: Condition): readonly string[] {
  const where = `${condition.type} ${condition.op}`;
  if (condition.op === "re") {
    const reason = regexProblem(condition.value);
    if (reason !== null) return [`${where}: the expression ${reason}`];
  }
  if (typeof condition.value === "object" && condition.value.length === 0) return [`${where}: the list is empty`];
  if (condition.value === "") return [`${where}: the value is empty`];
  if (condition.type === "header" && condition.key === "") return [`${where}: the header has no name`];
  return [];
}

function actionProblems({ action }: Rule): readonly string[] {
  if (action.type !== "rate_limit") return [];
  const problems: string[] = [];
  const { windowSeconds, limit } = action;
  if (!Number.isInteger(windowSeconds) || windowSeconds < 10 || windowSeconds > 3_600)
    problems.push(`a window of ${windowSeconds} s, 10 to 3600 are allowed`);
  if (!Number.isInteger(limit) || limit < 1 || limit > 10_000_000)
    problems.push(`a limit of ${limit}, 1 to 10000000 are allowed`);
  return problems;
}
