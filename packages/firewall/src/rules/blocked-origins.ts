import type { BlockedOrigins } from "../lists/blocked-origins.ts";
import type { Rule } from "../rule.ts";

/** A rule for each list that has an entry: Vercel accepts no empty list, and a rule that never matches only costs. */
export function blockedOrigins({ countries, asNumbers }: BlockedOrigins): readonly Rule[] {
  const rules: Rule[] = [];
  if (countries.length > 0)
    rules.push({
      id: "blocked-countries",
      name: "Blocked countries",
      description: "Denies the countries of lists/blocked-origins.ts.",
      active: true,
      any: [[{ type: "geo_country", op: "inc", value: countries }]],
      action: { type: "deny" },
    });
  if (asNumbers.length > 0)
    rules.push({
      id: "blocked-networks",
      name: "Blocked networks",
      description: "Denies the autonomous systems of lists/blocked-origins.ts.",
      active: true,
      any: [[{ type: "geo_as_number", op: "inc", value: asNumbers.map(String) }]],
      action: { type: "deny" },
    });
  return rules;
}
