const CONTENT = ["name", "description", "active", "conditionGroup", "action"] as const;

/**
 * A rule's content as text, the same for equal rules: keys sorted, without nulls, `neg: false` and the server's own fields (id, valid,
 * validationErrors).
 */
export function canonicalRule(content: object): string {
  const rule: Readonly<Record<string, unknown>> = { ...content };
  return stable(Object.fromEntries(CONTENT.map((key) => [key, rule[key] === "" ? null : rule[key]])));
}

function stable(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(stable).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value)
    .filter(([key, one]) => one !== null && one !== undefined && !(key === "neg" && one === false))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${stable(one)}`).join(",")}}`;
}
