import { describe, expect, it } from "vitest";
import { DEFAULT_READING } from "../reading.ts";
import type { Visit } from "../visit.ts";
import { compileFirewall } from "./compile-firewall.ts";

const client = { address: "203.0.113.7", country: "JM", region: "01", city: "Kingston", asNumber: "64500" };
const visit: Visit = {
  method: "POST",
  protocol: "HTTP/1.1",
  rawPath: "/Shop//a%2fb/../Cart/",
  query: new URLSearchParams("island=Nevis"),
  headers: { host: "sendcat.test:3000", "user-agent": "Curl/8", "content-length": "12", cookie: "cart=full=1" },
  client,
};
let nowMs = 0;
const options = { reading: DEFAULT_READING, now: () => nowMs };
const ruleOf = (conditions: readonly object[], mitigate: object = { action: "deny" }, name = "r") => ({
  name,
  active: true,
  conditionGroup: conditions.map((condition) => ({ conditions: [condition].flat() })),
  action: { mitigate },
});
const config = (...rules: readonly object[]) => ({ firewallEnabled: true, rules });
const holds = (condition: object, reading = {}) =>
  compileFirewall(config(ruleOf([condition])), { ...options, reading: { ...DEFAULT_READING, ...reading } })(visit)
    .length === 1;

describe("a condition", () => {
  it.each<[object, boolean]>([
    [{ type: "path", op: "eq", value: "/shop//A%2Fb/../cart/" }, true],
    [{ type: "raw_path", op: "pre", value: "/shop//" }, true],
    [{ type: "method", op: "inc", value: ["GET", "post"] }, true],
    [{ type: "method", op: "ninc", value: ["GET", "post"] }, false],
    [{ type: "host", op: "eq", value: "SENDCAT.test" }, true],
    [{ type: "protocol", op: "eq", value: "HTTP/2.0" }, false],
    [{ type: "environment", op: "eq", value: "production" }, true],
    [{ type: "ip_address", op: "eq", value: "203.0.113.0/24" }, true],
    [{ type: "ip_address", op: "inc", value: ["198.51.100.1", "2001:db8::/32"] }, false],
    [{ type: "ip_address", op: "inc", neg: true, value: ["203.0.113.7"] }, false],
    [{ type: "user_agent", op: "sub", value: "CURL" }, true],
    [{ type: "user_agent", op: "suf", value: "/9" }, false],
    [{ type: "geo_country", op: "eq", value: "jm" }, true],
    [{ type: "geo_country_region", op: "neq", value: "01" }, false],
    [{ type: "geo_city", op: "re", value: "^king" }, true],
    [{ type: "geo_as_number", op: "inc", value: ["64500"] }, true],
    [{ type: "header", key: "User-Agent", op: "re", value: "^curl/[0-9]$" }, true],
    [{ type: "header", key: "content-length", op: "gt", value: 11 }, true],
    [{ type: "header", key: "content-length", op: "gte", value: "13" }, false],
    [{ type: "header", key: "content-length", op: "lt", value: 12 }, false],
    [{ type: "header", key: "content-length", op: "lte", value: 12 }, true],
    [{ type: "query", key: "island", op: "eq", value: "nevis" }, true],
    [{ type: "query", key: "island", op: "nex" }, false],
    [{ type: "cookie", key: "cart", op: "eq", value: "full=1" }, true],
    [{ type: "cookie", key: "till", op: "ex" }, false],
    [{ type: "cookie", key: "till", op: "ex", neg: true }, true],
    [{ type: "cookie", key: "till", op: "eq", value: "" }, false],
  ])("%j: %s", (condition, expected) => expect(holds(condition)).toBe(expected));

  it("is read in both ways that the documentation leaves open", () => {
    const absent = { type: "header", key: "x-absent", op: "eq", neg: true, value: "a" };
    expect([holds(absent), holds(absent, { absent: "nothing-holds" })]).toEqual([true, false]);
    expect(holds({ type: "path", op: "eq", value: "/shop/a/cart" }, { path: "normalized" })).toBe(true);
  });

  it.each<[string, object]>([
    ["a TLS fingerprint", { type: "ja4_digest", op: "eq", value: "t13" }],
    ["the framework's route", { type: "route", op: "eq", value: "/t/[id]" }],
    ["a verified bot", { type: "bot_category", op: "eq", value: "search" }],
    ["a type that there is not", { type: "weather", op: "eq", value: "rain" }],
    ["an operator that there is not", { type: "path", op: "like", value: "/a" }],
    ["a list kept elsewhere", { type: "path", op: "list", value: "list_1" }],
    ["a pattern of addresses", { type: "ip_address", op: "re", value: "^10" }],
    ["a header without its name", { type: "header", op: "eq", value: "a" }],
    ["an expression that is none", { type: "path", op: "re", value: "(" }],
  ])("on %s stops the start, and the error names the rule", (_name, condition) => {
    expect(() => compileFirewall(config(ruleOf([condition], undefined, "the odd one")), options)).toThrow(
      /the odd one/,
    );
  });
});

describe("rules", () => {
  const everybody = { type: "path", op: "pre", value: "/" };
  const nobody = { type: "path", op: "eq", value: "/elsewhere" };
  const judge = (...rules: readonly object[]) =>
    compileFirewall(config(...rules), options)(visit).map(({ rule, action }) => `${action} by ${rule}`);

  it("act in order: log goes on, bypass skips the rest, deny and challenge end it", () => {
    const log = ruleOf([everybody], { action: "log" }, "a");
    const deny = ruleOf([everybody], { action: "deny" }, "b");
    const bypass = ruleOf([everybody], { action: "bypass" }, "c");
    const challenge = ruleOf([everybody], { action: "challenge" }, "d");
    expect(judge(log, deny, challenge)).toEqual(["log by a", "deny by b"]);
    expect(judge(log, bypass, deny)).toEqual(["log by a", "bypass by c"]);
    expect(judge(challenge, deny)).toEqual(["challenge by d"]);
  });

  it("take groups as alternatives, and all conditions of a group together", () => {
    expect(judge(ruleOf([nobody, everybody]))).toEqual(["deny by r"]);
    const both = { ...ruleOf([everybody]), conditionGroup: [{ conditions: [everybody, nobody] }] };
    expect(judge(both)).toEqual([]);
  });

  it("rest when they, or the firewall, are switched off", () => {
    expect(judge({ ...ruleOf([everybody]), active: false })).toEqual([]);
    const off = { firewallEnabled: false, rules: [ruleOf([everybody])] };
    expect(compileFirewall(off, options)(visit)).toEqual([]);
    expect(compileFirewall(null, options)(visit)).toEqual([]);
  });

  it("count the requests of a key until its window ends, and go on to the next rule before", () => {
    const rateLimit = { algo: "fixed_window", window: 10, limit: 2, keys: ["ip"] };
    const limited = ruleOf([everybody], { action: "rate_limit", rateLimit }, "two");
    const check = compileFirewall(config(limited, ruleOf([nobody])), options);
    const ask = (address = client.address) => check({ ...visit, client: { ...client, address } })[0]?.action;
    expect([ask(), ask(), ask(), ask("203.0.113.8")]).toEqual([undefined, undefined, "rate_limit", undefined]);
    nowMs += 10_000;
    expect(ask()).toBeUndefined();
    const logged = { ...rateLimit, limit: 1, keys: ["header:user-agent"], action: "log" };
    const counted = compileFirewall(config(ruleOf([everybody], { action: "rate_limit", rateLimit: logged })), options);
    expect([counted(visit).length, counted(visit)[0]?.action]).toEqual([0, "log"]);
  });

  it.each<[string, object]>([
    ["redirects", { action: "redirect", redirect: { location: "/", permanent: false } }],
    ["blocks past the request", { action: "deny", actionDuration: "5m" }],
    [
      "counts by fingerprint",
      { action: "rate_limit", rateLimit: { algo: "fixed_window", window: 10, limit: 1, keys: ["ja4"] } },
    ],
    [
      "fills a bucket",
      { action: "rate_limit", rateLimit: { algo: "token_bucket", window: 10, limit: 1, keys: ["ip"] } },
    ],
  ])("stop the start where one %s", (_name, mitigate) => {
    expect(() => judge(ruleOf([everybody], mitigate))).toThrow(/cannot carry out/);
  });

  it("stop the start beside what only Vercel has", () => {
    const managed = { ...config(), managedRules: { owasp: { active: true, action: "deny" } } };
    expect(() => compileFirewall(managed, options)).toThrow(/managed rulesets/);
    expect(() => compileFirewall({ ...config(), ips: [{ ip: "1.1.1.1", action: "deny" }] }, options)).toThrow(
      /IP rules/,
    );
  });
});
