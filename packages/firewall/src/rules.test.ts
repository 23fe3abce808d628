import type { FirewallFacts } from "@sendcat/shared-types";
import { describe, expect, it } from "vitest";
import { createBurstCounter } from "./evaluate/burst-counter.ts";
import { compileRules } from "./evaluate/compile-rules.ts";
import { evaluate } from "./evaluate/evaluate.ts";
import { MAX_VALUE_CHARS } from "./evaluate/prepared-facts.ts";
import { problemsWith } from "./limits.ts";
import type { Rule } from "./rule.ts";
import { blockedOrigins } from "./rules/blocked-origins.ts";
import { GATEWAY_RULES, RULES } from "./rules.ts";
import { jsonPost, requestFacts } from "./testing/request-facts.ts";
import { toVercelRoutes } from "./vercel/to-vercel-routes.ts";
import { toVercelRule } from "./vercel/to-vercel-rule.ts";

const get = (path: string) => requestFacts({ path });
const agent = (userAgent: string) => requestFacts({ userAgent });
const call = (method: string, path: string) => requestFacts({ method, path });

const bites: Readonly<Record<string, readonly FirewallFacts[]>> = {
  "scanner-agents": [
    agent("sqlmap/1.8#stable (https://sqlmap.org)"),
    agent("Mozilla/5.00 (Nikto/2.5.0) (Evasions:None)"),
    agent("Nuclei - Open-source project (github.com/projectdiscovery/nuclei)"),
    agent("${jndi:ldap://198.51.100.9/a}"),
    agent("() { :; }; /bin/bash -c id"),
  ],
  "path-traversal": [
    get("/static/../../etc/passwd"),
    get("/..%2f..%2fetc/passwd"),
    get("/%2e%2e/%2e%2e/secret"),
    get("/a/%252E%252E%252Fb"),
    get("/a/..\\..\\windows"),
    get("/t/1%00.json"),
    get("/etc/passwd"),
    get("/files/.."),
  ],
  "secret-paths": [
    get("/.env"),
    get("/.ENV.production"),
    get("/app/.git/config"),
    get("/%2eenv"),
    get("/.aws/credentials"),
    get("/backup.sql"),
    get("/.ssh/id_rsa"),
    get("/server.key"),
    get("/.DS_Store"),
  ],
  "foreign-software": [
    get("/wp-admin/setup-config.php"),
    get("/blog/wp-login.php"),
    get("/xmlrpc.php"),
    get("/index.php"),
    get("/phpMyAdmin/"),
    get("//phpmyadmin/index"),
    get("/actuator/health"),
    get("/cgi-bin/luci"),
    get("/vendor/phpunit/phpunit/src/Util/PHP/eval-stdin.php"),
    get("/HNAP1/"),
    get("/login.action"),
  ],
  "api-methods": [
    call("GET", "/api/chat"),
    call("DELETE", "/api/chat"),
    call("PUT", "/api/session"),
    call("GET", "/api/chat/turn-1/stop"),
    jsonPost("/api/chat/turn-1/stream"),
    jsonPost("/api/threads"),
    jsonPost("/api/quota"),
    call("TRACE", "/api/health"),
    call("DEBUG", "/api/nothing"),
    call("GET", "/api/webhooks/payments"),
  ],
  "json-only": [
    jsonPost("/api/chat", { contentType: "text/plain" }),
    jsonPost("/api/chat", { contentType: "application/x-www-form-urlencoded" }),
    jsonPost("/api/session", { contentType: "multipart/form-data; boundary=x" }),
    jsonPost("/api/session", { contentType: null }),
    jsonPost("/api/chat", { contentType: "application/jsonp" }),
  ],
  "body-size": [
    jsonPost("/api/chat", { contentLength: 262_145 }),
    jsonPost("/api/chat", { contentLength: 1_048_576 }),
    jsonPost("/api/session", { contentLength: 100_000 }),
    jsonPost("/api/chat", { contentLength: -1 }),
    jsonPost("/api/chat", { contentLength: Number.NaN }),
  ],
};

/** Requests of users, the mobile app, monitors and search engines. */
const passes: readonly FirewallFacts[] = [
  get("/"),
  get("/t/0199a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b"),
  get("/_next/static/chunks/app/(chat)/page-0f1e2d3c.js"),
  get("/_next/static/css/4a5b6c.css"),
  get("/_next/static/media/geist-latin.woff2"),
  get("/_next/image"),
  get("/icon.svg"),
  get("/favicon.ico"),
  get("/robots.txt"),
  get("/sitemap.xml"),
  get("/.well-known/jwks.json"),
  get("/.well-known/assetlinks.json"),
  get("/ops"),
  get("/settings/profile"),
  get("/help/where-is-my-package...-and-when"),
  get("/share/old-spice"),
  get("/api/threads"),
  get("/api/threads/0199a1b2/messages"),
  get("/api/quota"),
  get("/api/config"),
  get("/api/health"),
  get("/api/ready"),
  get("/api/ops/metrics"),
  get("/api/chat/turn-1/stream"),
  call("HEAD", "/"),
  call("HEAD", "/api/health"),
  call("OPTIONS", "/api/chat"),
  call("OPTIONS", "/api/threads"),
  jsonPost("/api/chat"),
  jsonPost("/api/chat", { contentType: "application/json; charset=utf-8" }),
  jsonPost("/api/chat", { contentType: "Application/JSON;charset=UTF-8" }),
  jsonPost("/api/chat", { contentLength: 262_144 }),
  jsonPost("/api/chat", { contentLength: null }),
  jsonPost("/api/session", { contentLength: 2 }),
  jsonPost("/api/session", { userAgent: "Sendcat/1.4 (iOS 19)" }),
  jsonPost("/api/session", { userAgent: "okhttp/5.1.0" }),
  jsonPost("/api/chat", { userAgent: null, ip: null, country: null, asNumber: null }),
  call("POST", "/api/chat/turn-1/stop"),
  jsonPost("/api/webhooks/payments"),
  agent("curl/8.14.1"),
  agent("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"),
  agent("UptimeRobot/2.0"),
  agent(""),
];

const describeFacts = (facts: FirewallFacts) =>
  `${facts.method} ${facts.path} ${facts.contentType ?? ""} ${facts.userAgent}`;
const all = compileRules(RULES);

describe.each(Object.entries(bites))("%s", (id, requests) => {
  it.each(requests.map((facts) => [describeFacts(facts), facts] as const))("denies %s", (_name, facts) => {
    expect(evaluate(all, facts)).toMatchObject({ verdict: "deny", rule: { id } });
  });
});

describe("normal traffic", () => {
  it.each(passes.map((facts) => [describeFacts(facts), facts] as const))("passes %s", (_name, facts) => {
    expect(evaluate(all, facts, createBurstCounter({ maxKeys: 10, now: () => 0 })).verdict).toBe("pass");
  });

  it("is tested with denied requests for every rule that denies", () => {
    const denying = RULES.filter(({ action }) => action.type === "deny").map(({ id }) => id);
    expect(Object.keys(bites)).toEqual(denying);
  });
});

describe.each(["chat-burst", "session-burst"])("%s", (id) => {
  const rule = RULES.find((one) => one.id === id);
  const path = id === "chat-burst" ? "/api/chat" : "/api/session";

  it("answers 429 to an address above its limit until the window ends", () => {
    if (rule?.action.type !== "rate_limit") throw new Error("not a rate limit");
    const { limit, windowSeconds } = rule.action;
    expect(windowSeconds).toBeGreaterThanOrEqual(10);
    expect(windowSeconds).toBeLessThanOrEqual(60);
    let nowMs = 1_000;
    const counter = createBurstCounter({ maxKeys: 10, now: () => nowMs });
    const ask = (ip = "203.0.113.7") => evaluate(all, jsonPost(path, { ip }), counter);
    for (let sent = 0; sent < limit; sent += 1) expect(ask().verdict).toBe("pass");
    nowMs += 1_000;
    expect(ask()).toMatchObject({ verdict: "rate-limit", rule: { id }, retryAfterMs: windowSeconds * 1_000 - 1_000 });
    expect(ask("203.0.113.8").verdict).toBe("pass");
    expect(evaluate(all, requestFacts(), counter).verdict).toBe("pass");
    nowMs += windowSeconds * 1_000;
    expect(ask().verdict).toBe("pass");
  });
});

describe("lists of origins", () => {
  const rules = compileRules(blockedOrigins({ countries: ["XX", "YY"], asNumbers: [64_496] }));

  it("make no rule while they are empty", () => {
    expect(blockedOrigins({ countries: [], asNumbers: [] })).toEqual([]);
  });

  it("deny what they list, and no request of unknown origin", () => {
    expect(evaluate(rules, requestFacts({ country: "yy" }))).toMatchObject({ rule: { id: "blocked-countries" } });
    expect(evaluate(rules, requestFacts({ asNumber: 64_496 }))).toMatchObject({ rule: { id: "blocked-networks" } });
    expect(evaluate(rules, requestFacts()).verdict).toBe("pass");
    expect(evaluate(rules, requestFacts({ country: null, asNumber: null })).verdict).toBe("pass");
  });
});

describe("all rules together", () => {
  const listed: readonly Rule[] = [...RULES, ...blockedOrigins({ countries: ["XX"], asNumbers: [64_496] })];

  it("are within Vercel's limits and our own", () => {
    expect(problemsWith(listed, { plan: "pro" })).toEqual([]);
  });

  it("never send a challenge, because native apps cannot solve one", () => {
    expect(JSON.stringify([listed.map(toVercelRule), toVercelRoutes(listed)])).not.toContain('"challenge"');
  });

  it("use only operators that the dashboard can show", () => {
    const shown = new Set(["eq", "inc", "sub", "pre", "suf", "re", "ex"]);
    expect(listed.flatMap(({ any }) => any.flat()).filter(({ op }) => !shown.has(op))).toEqual([]);
  });

  it("leave 405, 413 and 415 to the gateway, which explains them better", () => {
    const rules = compileRules(GATEWAY_RULES);
    for (const facts of ["api-methods", "json-only", "body-size"].flatMap((id) => bites[id] ?? []))
      expect(evaluate(rules, facts).verdict).toBe("pass");
    expect(evaluate(rules, get("/.env")).verdict).toBe("deny");
  });

  it("take a bounded time for requests that are built to be slow", () => {
    const fillers = [
      "/",
      "..",
      "%2e",
      "%252e",
      "a",
      "0",
      "1",
      " ",
      "/.",
      "\\",
      "(",
      "/api/chat/",
      "/api/webhooks/",
      "wp-",
      "/(",
      ".php",
    ];
    for (const filler of fillers) {
      const long = filler.repeat(100_000);
      const facts = jsonPost(`/${long}`, {
        userAgent: long,
        contentType: `application/json${long}`,
        contentLength: 1e300,
        header: () => long,
      });
      // CPU time of this thread, so that a busy machine does not look like a slow expression.
      const before = process.threadCpuUsage();
      evaluate(all, facts);
      const { user, system } = process.threadCpuUsage(before);
      expect((user + system) / 1_000, `${filler}: ms`).toBeLessThan(100);
    }
    expect(MAX_VALUE_CHARS).toBeLessThanOrEqual(8_192);
  });
});
