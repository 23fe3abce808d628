import type { Condition, Rule } from "../rule.ts";

type RouteTest = Readonly<Record<string, string | number | readonly string[]>>;

export interface RouteField {
  readonly type: "header" | "host";
  readonly key?: string;
  readonly value?: RouteTest;
}

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

/** A route's expression must match the whole path; ours are searched for. */
function pathSource(condition: Condition): string | null {
  const quote = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&").replaceAll("\\/", "/");
  switch (condition.op) {
    case "re":
      return condition.value.startsWith("^") && !/\|(?![^(]*\))/.test(condition.value)
        ? `^(?:${condition.value.slice(1)}).*$`
        : `^.*(?:${condition.value}).*$`;
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
  const subject =
    condition.type === "user_agent"
      ? ({ type: "header", key: "user-agent" } as const)
      : condition.type === "header"
        ? ({ type: "header", key: condition.key } as const)
        : condition.type === "host"
          ? ({ type: "host" } as const)
          : null;
  if (subject === null || condition.op === "nex" || condition.op === "neq" || condition.op === "ninc") return null;
  return condition.value === undefined ? subject : { ...subject, value: { [condition.op]: condition.value } };
}
