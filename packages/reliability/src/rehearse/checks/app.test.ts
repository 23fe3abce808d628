import { generateKeyPairSync } from "node:crypto";
import { afterEach, expect, it } from "vitest";
import type { Check } from "../check.ts";
import { openDeployment } from "../deployment.ts";
import { fakeServer, readyAnswer, type FakeAnswer, type FakeServer } from "../testing/fake-server.ts";
import { readVercelJson } from "../vercel-json.ts";
import { appAnswers } from "./app-answers.ts";
import { appConfig } from "./app-config.ts";
import { appHeaders } from "./app-headers.ts";
import { appKeys } from "./app-keys.ts";
import { PUBLIC_PAGES, UNFILLED_ATTRIBUTE } from "@sendcat/shared-types";
import { appPages } from "./app-pages.ts";
import { appOrigins } from "./app-origins.ts";
import { appReady } from "./app-ready.ts";

const CONFIG = { streamBaseUrl: "", strategy: "edge", convexUrl: "https://c.example", models: [], maxPromptChars: 9 };
const KEY = { ...generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ format: "jwk" }), kid: "k1" };
const { d: _private, ...PUBLIC } = KEY as Readonly<Record<string, unknown>>;
const HEADERS = Object.fromEntries(
  readVercelJson().headers.flatMap(({ source, headers }) =>
    source === "/(.*)" ? headers.map(({ key, value }) => [key, value]) : [],
  ),
);
const PAGE = { ...HEADERS, "content-security-policy": "default-src 'self'" };

let app: FakeServer | undefined;
afterEach(async () => await app?.close());

const at = async (path: string, answer: FakeAnswer, env: object = {}) => {
  app = await fakeServer({ [path]: answer });
  return openDeployment(app.origin, {
    SENDCAT_SIGNING_KEY: JSON.stringify(KEY),
    CONVEX_URL: "https://c.example",
    ...env,
  });
};

it.each<[Check, string, FakeAnswer, string, string]>([
  [appAnswers, "GET /api/health", { body: {} }, "ok", "/api/health"],
  [appReady, "GET /api/ready", readyAnswer(), "ok", "Redis in 3 ms"],
  [appReady, "GET /api/ready", readyAnswer({ status: "not-ready", draining: true }), "failed", "it drains"],
  [
    appReady,
    "GET /api/ready",
    readyAnswer({ status: "not-ready", dependencies: { redis: false, convex: true } }),
    "failed",
    "no answer from redis",
  ],
  [appConfig, "GET /api/config", { body: CONFIG }, "ok", "streams by edge"],
  [
    appConfig,
    "GET /api/config",
    { body: { ...CONFIG, convexUrl: "https://dev.example" } },
    "failed",
    "https://dev.example",
  ],
  [appKeys, "GET /.well-known/jwks.json", { body: { keys: [PUBLIC] } }, "ok", "ours among them"],
  [appKeys, "GET /.well-known/jwks.json", { body: { keys: [{ ...PUBLIC, x: "other" }] } }, "failed", "another key"],
  [appHeaders, "GET /", { headers: PAGE }, "ok", "all"],
  [appHeaders, "GET /", { headers: { ...PAGE, "X-Frame-Options": "SAMEORIGIN" } }, "failed", "X-Frame-Options"],
  [appHeaders, "GET /", { headers: HEADERS }, "failed", "content-security-policy"],
  [appOrigins, "OPTIONS /api/chat", { status: 403 }, "ok", "may not call"],
  [appOrigins, "OPTIONS /api/chat", { headers: { "access-control-allow-origin": "*" } }, "failed", "* may call"],
])("%# what the app itself gets wrong is told", async (check, path, answer, outcome, says) => {
  expect(await check.look(await at(path, answer))).toEqual({ outcome, says: expect.stringContaining(says) });
});

it("a page that does not say who runs the service is told, with the variables that mend it", async () => {
  const page = (body: string): FakeAnswer => ({ body });
  const pages = Object.fromEntries(PUBLIC_PAGES.map(({ path }) => [`GET ${path}`, page("<h1>Filled</h1>")]));
  const look = async (changed: object) => {
    app = await fakeServer({ ...pages, ...changed });
    const finding = await appPages.look(openDeployment(app.origin, {}));
    await app.close();
    return finding;
  };
  expect(await look({})).toEqual({ outcome: "ok", says: "all 4, filled in" });
  const unfilled = page(`<mark ${UNFILLED_ATTRIBUTE}="operatorName">operatorName: not set yet</mark>`);
  expect(await look({ "GET /terms": unfilled })).toEqual({ outcome: "warning", says: "/terms lacks operatorName" });
  expect(appPages.mend).toContain("SENDCAT_OPERATOR_NAME");
});

it("an app that fails is told with what it said, and a key that is none before anybody is asked", async () => {
  await expect(appAnswers.look(await at("GET /api/health", { status: 500, body: "no key" }))).rejects.toThrow(
    "/api/health answered 500, not 200: no key",
  );
  for (const SENDCAT_SIGNING_KEY of ["secret", JSON.stringify(PUBLIC)]) {
    const finding = await appKeys.look(openDeployment("https://app.example", { SENDCAT_SIGNING_KEY }));
    expect(finding).toEqual({
      outcome: "failed",
      says: "SENDCAT_SIGNING_KEY is no private ES256 key as a JWK with a kid",
    });
  }
});
