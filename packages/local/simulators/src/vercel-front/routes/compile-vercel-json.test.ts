import { describe, expect, it } from "vitest";
import { DEFAULT_READING } from "../reading.ts";
import type { Visit } from "../visit.ts";
import { compileVercelJson } from "./compile-vercel-json.ts";

const visit: Visit = {
  method: "POST",
  protocol: "HTTP/1.1",
  rawPath: "/API/cart",
  query: new URLSearchParams("island=Nevis"),
  headers: { host: "sendcat.test", "user-agent": "Curl/8", "content-length": "12", cookie: "cart=full" },
  client: { address: "203.0.113.7", country: null, region: null, city: null, asNumber: null },
};
const answer = (file: object, reading = {}) =>
  compileVercelJson(file, { ...DEFAULT_READING, ...reading }).answer(visit);
const mitigation = (route: object, reading = {}) => {
  const routes = [{ src: "^/api/.*$", mitigate: { action: "deny" }, ...route }];
  return answer({ routes }, reading).mitigation;
};
const agent = (value?: object) => [{ type: "header", key: "user-agent", ...(value ? { value } : {}) }];

describe("a route of vercel.json", () => {
  it("acts on its path, whatever the case, and on its methods", () => {
    expect(mitigation({})).toBe("deny");
    expect(mitigation({ caseSensitive: true })).toBeNull();
    expect(mitigation({ methods: ["GET"] })).toBeNull();
    expect(mitigation({ methods: ["POST"], mitigate: { action: "challenge" } })).toBe("challenge");
  });

  it.each<[object, boolean]>([
    [{ eq: "Curl/8" }, true],
    [{ eq: "curl/8" }, false],
    [{ neq: "Curl/8" }, false],
    [{ inc: ["a", "Curl/8"] }, true],
    [{ ninc: ["Curl/8"] }, false],
    [{ pre: "Curl" }, true],
    [{ suf: "9" }, false],
    [{ re: "Curl/[0-9]" }, true],
    [{ pre: "Curl", suf: "9" }, false],
  ])("asks %j of a field, minding case", (value, holds) => {
    expect(mitigation({ has: agent(value) })).toBe(holds ? "deny" : null);
    expect(mitigation({ missing: agent(value) })).toBe(holds ? null : "deny");
  });

  it("compares numbers, and knows hosts, cookies and parameters", () => {
    const length = (value: object) => mitigation({ has: [{ type: "header", key: "content-length", value }] });
    expect([{ gt: 11 }, { gte: 13 }, { lt: 12 }, { lte: 12 }].map(length)).toEqual(["deny", null, null, "deny"]);
    expect(mitigation({ has: [{ type: "host", value: "sendcat.test" }] })).toBe("deny");
    expect(mitigation({ has: [{ type: "cookie", key: "cart", value: "full" }] })).toBe("deny");
    expect(mitigation({ has: [{ type: "query", key: "island" }] })).toBe("deny");
    expect(mitigation({ missing: [{ type: "query", key: "town" }] })).toBe("deny");
  });

  it("holds an expression to the whole value, or searches for it: nobody says which", () => {
    expect(mitigation({ has: agent({ re: "url" }) })).toBeNull();
    expect(mitigation({ has: agent({ re: "url" }) }, { expression: "search" })).toBe("deny");
  });
});

describe("the rest of vercel.json", () => {
  it("gives headers and a duration", () => {
    const headers = [{ source: "/(.*)", headers: [{ key: "X-Frame-Options", value: "DENY" }] }];
    const functions = { "src/app/**/*": { maxDuration: 300 } };
    expect(answer({ headers, functions })).toEqual({ mitigation: null, headers: { "x-frame-options": "DENY" } });
    expect(compileVercelJson({ functions }, DEFAULT_READING).maxDurationMs).toBe(300_000);
    expect(compileVercelJson({}, DEFAULT_READING).maxDurationMs).toBeNull();
  });

  it.each<[string, object]>([
    ["crons", { crons: [{ path: "/api/a", schedule: "* * * * *" }] }],
    ["rewrites", { rewrites: [{ source: "/a", destination: "/b" }] }],
    ["a route with a destination", { routes: [{ src: "/a", dest: "/b" }] }],
    ["several durations", { functions: { "app/a": { maxDuration: 1 }, "app/b": { maxDuration: 2 } } }],
    ["a test that there is not", { routes: [{ src: "/a", has: agent({ sub: "x" }), mitigate: { action: "deny" } }] }],
  ])("stops the start where it has %s", (_name, file) => {
    expect(() => compileVercelJson(file, DEFAULT_READING)).toThrow(/vercel\.json/);
  });
});
