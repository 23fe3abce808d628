import type { Condition, Rule } from "../rule.ts";

/** A test of a header; without a value, of its presence. */
interface RouteField {
  readonly type: "header";
  readonly key: string;
  readonly value?: { readonly re: string };
}

/** An entry of `routes` in vercel.json. */
export interface VercelRoute {
  readonly src: string;
  readonly methods?: readonly string[];
  readonly has?: readonly RouteField[];
  readonly missing?: readonly RouteField[];
  readonly mitigate: { readonly action: "deny" };
}

/**
 * The part of the rules that vercel.json can carry: denials by path, plain method and headers. They apply from the first deployment on,
 * before any push. Groups with other conditions (geography, negated paths) and rate limits stay in the firewall.
 */
export function toVercelRoutes(rules: readonly Rule[]): readonly VercelRoute[] {
  const denials = rules.filter(({ active, action }) => active && action.type === "deny");
  return denials.flatMap(({ any }) => any.flatMap((group) => groupRoute(group) ?? []));
}

function groupRoute(group: readonly Condition[]): VercelRoute | null {
  let src: string | null = null;
  let methods: readonly string[] | null = null;
  const has: RouteField[] = [];
  const missing: RouteField[] = [];
  for (const condition of group) {
    const { type, op, neg } = condition;
    const re = wholeExpression(condition);
    if (type === "path" || type === "raw_path") {
      if (neg || re === null || src !== null) return null;
      src = re;
    } else if (type === "method") {
      if (neg || (op !== "eq" && op !== "inc") || methods !== null) return null;
      methods = [condition.value].flat();
    } else if (type === "header" || type === "user_agent") {
      // A route's field test is case-sensitive, the firewall's is not: it may match less, so negated it would match more.
      if (neg && op !== "ex") return null;
      const key = type === "header" ? condition.key : "user-agent";
      (neg ? missing : has).push({ type: "header", key, ...(re === null ? {} : { value: { re } }) });
    } else return null;
  }
  return {
    src: src ?? "^/.*$",
    ...(methods === null ? {} : { methods }),
    ...(has.length > 0 ? { has } : {}),
    ...(missing.length > 0 ? { missing } : {}),
    mitigate: { action: "deny" },
  };
}

/** A route's expression must match the whole value; ours are searched for. Null for a test of presence. */
function wholeExpression({ op, value }: Condition): string | null {
  switch (op) {
    case "ex":
      return null;
    case "eq":
      return `^${quote(value)}$`;
    case "inc":
      return `^(?:${value.map(quote).join("|")})$`;
    case "pre":
      return `^${quote(value)}.*$`;
    case "sub":
      return `^.*${quote(value)}.*$`;
    case "re": {
      const isOne = !/\|(?![^(]*\))/.test(value);
      const start = isOne && value.startsWith("^");
      if (start && /[^\\]\$$/.test(value)) return value;
      return start ? `${value}.*$` : `^.*(?:${value}).*$`;
    }
  }
}

function quote(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|-]/g, "\\$&");
}
