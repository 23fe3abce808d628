import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compileRules } from "../evaluate/compile-rules.ts";
import { evaluate } from "../evaluate/evaluate.ts";
import type { Rule } from "../rule.ts";
import { RULES } from "../rules.ts";
import { requestFacts } from "../testing/request-facts.ts";
import { toVercelRoutes } from "./to-vercel-routes.ts";

const vercelJson = join(import.meta.dirname, "../../../../vercel.json");
const routesIn = (file: string): unknown[] => {
  // safe because the file is compared with its expected content
  const { routes } = JSON.parse(readFileSync(file, "utf8")) as { routes?: unknown[] };
  return routes ?? [];
};

describe("the rules in vercel.json", () => {
  it("are what `pnpm waf routes` prints, before any other route", () => {
    const present = routesIn(vercelJson);
    const expected = toVercelRoutes(RULES);
    expect(present.slice(0, expected.length)).toEqual(expected);
  });

  it("deny the same paths as the rules and no others", () => {
    const byPath = toVercelRoutes(RULES).filter(({ has, missing, methods }) => !has && !missing && !methods);
    const expressions = byPath.map(({ src }) => new RegExp(src, "i"));
    const rules = compileRules(RULES.filter(({ id }) => /secret-paths|foreign-software|path-traversal/.test(id)));
    expect(byPath).toHaveLength(9);
    const paths =
      "/ /.env /a/.git/config /wp-admin/x /x.php /x.php/y /phpmyadmin //phpmyadmin/ /phpmyadminx /a/../b /..%2fetc /%2eenv /b.sql /b.sqlx " +
      "/t/1 /_next/static/a.js /api/chat /.well-known/jwks.json /actuator /actuators /a%00 /etc/passwd /server.KEY /cgi-bin/luci";
    for (const path of paths.split(" "))
      expect([path, expressions.some((one) => one.test(path))]).toEqual([
        path,
        evaluate(rules, requestFacts({ path })).verdict === "deny",
      ]);
  });

  it("leave out what a route would read differently: negations, geography, limits, inactive rules", () => {
    const carried = toVercelRoutes(RULES).map((route) => JSON.stringify(route));
    expect(carried.some((route) => route.includes("content-type") && route.includes('"re"'))).toBe(false);
    const rule = (change: Partial<Rule>): Rule => ({
      id: "r",
      name: "R",
      description: "",
      active: true,
      any: [[{ type: "path", op: "pre", value: "/a.b" }]],
      action: { type: "deny" },
      ...change,
    });
    expect(toVercelRoutes([rule({})])).toEqual([{ src: "^/a\\.b.*$", mitigate: { action: "deny" } }]);
    const agent = (op: "sub" | "re", value: string) =>
      toVercelRoutes([rule({ any: [[{ type: "user_agent", op, value }]] })]);
    expect(agent("sub", "() {")).toMatchObject([{ has: [{ value: { re: "^.*\\(\\) \\{.*$" } }] }]);
    expect(agent("re", "^a$")).toMatchObject([{ has: [{ value: { re: "^a$" } }] }]);
    expect(toVercelRoutes([rule({ active: false })])).toEqual([]);
    expect(toVercelRoutes([rule({ action: { type: "rate_limit", windowSeconds: 10, limit: 1 } })])).toEqual([]);
    expect(toVercelRoutes([rule({ any: [[{ type: "geo_country", op: "inc", value: ["XX"] }]] })])).toEqual([]);
    expect(toVercelRoutes([rule({ any: [[{ type: "path", op: "pre", neg: true, value: "/a" }]] })])).toEqual([]);
    expect(toVercelRoutes([rule({ any: [[{ type: "user_agent", op: "pre", neg: true, value: "M" }]] })])).toEqual([]);
  });
});
