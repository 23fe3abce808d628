import type { Condition, Rule } from "../rule.ts";

/** What a route can ask of a field's value; there is no `sub`. */
type RouteTest =
  | { readonly eq: string }
  | { readonly pre: string }
  | { readonly suf: string }
  | { readonly re: string }
  | { readonly inc: readonly string[] }
  | { readonly gt: number }
  | { readonly gte: number }
  | { readonly lt: number }
  | { readonly lte: number };

export type RouteField =
  | { readonly type: "header"; readonly key: string; readonly value?: RouteTest }
  | { readonly type: "host"; readonly value: RouteTest };

/** An entry of `routes` in vercel.json. */
export interface VercelRoute {
  readonly src: string;
  readonly methods?: readonly string[];
  readonly has?: readonly RouteField[];
  readonly missing?: readonly RouteField[];
  readonly mitigate: { readonly action: "deny" | "challenge" };
}

/**
 * What vercel.json can carry of the rules: denials and challenges by path, plain method, host and headers. They hold from the first deploy
 * on, before anybody pushed. Groups that ask for more (address, geography, negated paths) and rate limits stay with the firewall.
 */
export function toVercelRoutes(rules: readonly Rule[]): readonly VercelRoute[] {
  return rules.flatMap(({ active, any, action }) => {
    if (!active || (action.type !== "deny" && action.type !== "challenge")) return [];
    const mitigate = { action: action.type };
    return any.flatMap((group) => groupRoutes(group).map((route) => ({ ...route, mitigate })));
  });
}

function groupRoutes(group: readonly Condition[]): readonly Omit<VercelRoute, "mitigate">[] {
  const sources: string[] = [];
  const methods: string[] = [];
  const has: RouteField[] = [];
  const missing: RouteField[] = [];
  for (const condition of group) {
    const negated = condition.neg === true;
    if (condition.type === "path" || condition.type === "raw_path") {
      const source = negated ? null : pathSource(condition);
      if (source === null) return [];
      sources.push(source);
    } else if (condition.type === "method") {
      if (negated || (condition.op !== "eq" && condition.op !== "inc")) return [];
      methods.push(...(condition.op === "eq" ? [condition.value] : condition.value));
    } else {
      // A route's test of a field minds case, the firewall's does not: it may catch less, so negated it would catch more.
      const field = negated && condition.op !== "ex" ? null : routeField(condition);
      if (field === null) return [];
      (negated ? missing : has).push(field);
    }
  }
  if (sources.length > 1) return [];
  return [
    {
      src: sources[0] ?? "^/.*$",
      ...(methods.length > 0 ? { methods } : {}),
      ...(has.length > 0 ? { has } : {}),
      ...(missing.length > 0 ? { missing } : {}),
    },
  ];
}

function pathSource(condition: Condition): string | null {
  switch (condition.op) {
    case "re":
      return wholeExpression(condition.value);
    case "eq":
      return `^${quote(condition.value)}$`;
    case "inc":
      return `^(?:${condition.value.map(quote).join("|")})$`;
    case "pre":
      return `^${quote(condition.value)}.*$`;
    case "suf":
      return `^.*${quote(condition.value)}$`;
    case "sub":
      return `^.*${quote(condition.value)}.*$`;
    default:
      return null;
  }
}

function routeField(condition: Condition): RouteField | null {
  const test = routeTest(condition);
  switch (condition.type) {
    case "user_agent":
      return test && { type: "header", key: "user-agent", ...test };
    case "header":
      return test && { type: "header", key: condition.key, ...test };
    case "host":
      return test?.value ? { type: "host", value: test.value } : null;
    default:
      return null;
  }
}

/** Null where a route has no such test, or reads it otherwise of an absent field. */
function routeTest(condition: Condition): { readonly value?: RouteTest } | null {
  switch (condition.op) {
    case "ex":
      return {};
    case "nex":
    case "neq":
    case "ninc":
      return null;
    case "eq":
      return { value: { eq: condition.value } };
    case "pre":
      return { value: { pre: condition.value } };
    case "suf":
      return { value: { suf: condition.value } };
    case "sub":
      return { value: { re: `^.*${quote(condition.value)}.*$` } };
    case "re":
      return { value: { re: wholeExpression(condition.value) } };
    case "inc":
      return { value: { inc: condition.value } };
    case "gt":
      return { value: { gt: condition.value } };
    case "gte":
      return { value: { gte: condition.value } };
    case "lt":
      return { value: { lt: condition.value } };
    case "lte":
      return { value: { lte: condition.value } };
  }
}

/** A route's expression must match the whole of what it is asked of; ours are searched for. */
function wholeExpression(value: string): string {
  const isOne = !/\|(?![^(]*\))/.test(value);
  const start = isOne && value.startsWith("^");
  if (start && /[^\\]\$$/.test(value)) return value;
  return start ? `${value}.*$` : `^.*(?:${value}).*$`;
}

function quote(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|-]/g, "\\$&");
}
