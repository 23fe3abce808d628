import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createVercelFirewallSimulator, type VercelFirewallSimulator } from "@sendcat/local-simulators/vercel-firewall";
import { createVercelFront, type Reading, type VercelFrontOptions } from "@sendcat/local-simulators/vercel-front";
import type { FirewallFacts } from "@sendcat/shared-types";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createFirewallApi } from "./publish/firewall-api.ts";
import { pushRules } from "./publish/push-rules.ts";
import { RULES } from "./rules.ts";
import { apiRequests, pageRequests } from "./testing/product-requests.ts";
import { jsonPost, requestFacts } from "./testing/request-facts.ts";
import { sendFacts } from "./testing/send-facts.ts";
import { vercelJson } from "./testing/vercel-json.ts";
import { toVercelRoutes } from "./vercel/to-vercel-routes.ts";

/** Bytes that no route takes. */
const HUGE = 4_400_000;

/** A request that each rule stops, by the rule's id. */
const STOPPED: Readonly<Record<string, FirewallFacts>> = {
  "scanner-agents": requestFacts({ userAgent: "sqlmap/1.8 (https://sqlmap.org)" }),
  "path-traversal": requestFacts({ path: "/static/../../secret" }),
  "secret-paths": requestFacts({ path: "/.env" }),
  "foreign-software": requestFacts({ path: "/blog/wp-login" }),
  "api-methods": requestFacts({ method: "DELETE", path: "/api/chat" }),
  "json-only": jsonPost("/api/chat", { contentType: null }),
  "body-size": jsonPost("/api/chat", { contentLength: HUGE }),
  "chat-burst": jsonPost("/api/chat"),
  "session-burst": jsonPost("/api/session"),
};

const app = createServer((request, response) => request.resume().on("end", () => response.end()));
let vercel: VercelFirewallSimulator;
let target = "";
const fronts: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  await new Promise<void>((settle) => app.listen(0, "127.0.0.1", settle));
  // safe because a TCP server that listens has such an address
  target = `http://127.0.0.1:${(app.address() as AddressInfo).port}`;
  const project = { token: "tok_front", projectId: "prj_1" };
  vercel = await createVercelFirewallSimulator(project);
  const api = createFirewallApi({ ...project, baseUrl: vercel.url, teamId: null, fetch, sleep: async () => undefined });
  const options = { plan: "pro", overwrite: false, dryRun: false, discardDraft: false } as const;
  expect(await pushRules(api, RULES, options)).toMatchObject({ ok: true, published: true });
});
afterEach(async () => {
  for (const front of fronts.splice(0)) await front.close();
});
afterAll(async () => {
  await vercel.close();
  app.close();
});

/** A front of whose clock no time passes. `acted`: who stopped what, newest last. */
async function open(options: Partial<VercelFrontOptions>) {
  const acted: string[] = [];
  const onMatch: VercelFrontOptions["onMatch"] = ({ rule }) => acted.push(rule.replace(/^sendcat\/([a-z-]+):.*/, "$1"));
  const front = await createVercelFront({ target, now: () => 0, onMatch, ...options });
  fronts.push(front);
  return { origin: front.origin, acted };
}

const READINGS: readonly (readonly [string, Reading])[] = [
  ["as sent", { path: "as-sent", absent: "negation-holds", expression: "whole" }],
  ["in the other way", { path: "normalized", absent: "nothing-holds", expression: "search" }],
];

describe.each(READINGS)("through Vercel as its documentation has it, read %s", (_name, reading) => {
  const firewall = () => vercel.config();

  it("all that the product takes reaches the app", async () => {
    const front = await open({ firewall, vercelJson: vercelJson(), reading });
    for (const facts of [...apiRequests(), ...pageRequests()]) {
      const status = await sendFacts(front.origin, facts);
      expect([facts.method, facts.path, status, ...front.acted]).toEqual([facts.method, facts.path, 200]);
    }
  });

  it.each(RULES.map((rule) => [rule.id, rule] as const))("%s, as published, stops what it is for", async (id, rule) => {
    const facts = STOPPED[id] ?? expect.fail("no request that it stops");
    const front = await open({ firewall, reading });
    if (rule.action.type === "rate_limit")
      for (let sent = 0; sent < rule.action.limit; sent += 50)
        await Promise.all(
          Array.from({ length: Math.min(50, rule.action.limit - sent) }, () => sendFacts(front.origin, facts)),
        );
    expect(front.acted).toEqual([]);
    expect(await sendFacts(front.origin, facts)).toBe(rule.action.type === "rate_limit" ? 429 : 403);
    expect(front.acted).toEqual([id]);
  });

  it.each(RULES.filter((rule) => toVercelRoutes([rule]).length > 0).map(({ id }) => id))(
    "%s, as vercel.json carries it, stops what it is for before anybody has published",
    async (id) => {
      const front = await open({ vercelJson: vercelJson(), reading });
      expect(await sendFacts(front.origin, STOPPED[id] ?? expect.fail("no request that it stops"))).toBe(403);
    },
  );
});
