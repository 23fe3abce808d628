import { API_ROUTES } from "@sendcat/shared-types";
import { expect } from "vitest";
import type { Attempt } from "./attempt.ts";
import { callCore, mailedCode, newAccount, newAddress, newEmail, newGuest, send, type Target } from "./target.ts";

const PAGES = [
  "/",
  "/account",
  "/plans",
  "/ops",
  "/reference",
  "/t/aaaaaaaaaaaaaaaaaaaa",
  "/s/aaaaaaaaaaaaaaaaaaaa",
  "/sign-in/test",
];
/** What only a fault shows: stacks, places of files, names of internal hosts and variables. */
const INSIDES =
  /\bat \S+ \(|node_modules|\/apps\/|\/packages\/|\.ts:\d|UPSTASH_|CONVEX_URL|SENDCAT_SIGNING|ECONNREFUSED|ZodError|TypeError|ConvexError/;

function secretsOf(target: Target): readonly string[] {
  // safe because the stack made this text as a JWK
  const { d = "" } = JSON.parse(target.signingKey) as { d?: string };
  return [d, target.redis.token, target.convex.adminKey, target.webhookSecret, "sk-or-v1"];
}

/** Every script and style that the pages name, with the scripts that those name. */
async function filesOfPages(target: Target): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  const texts = await Promise.all(PAGES.map(async (path) => (await send(target, path)).text));
  for (let found = texts; found.length > 0;) {
    const named = new Set(
      found.flatMap((text) =>
        [...text.matchAll(/(?:\/_next\/)?static\/chunks\/[\w./~@()[\]-]+?\.(?:js|css)/g)].map(([path]) => path),
      ),
    );
    const paths = [...named]
      .map((path) => (path.startsWith("/") ? path : `/_next/${path}`))
      .filter((path) => !files.has(path));
    found = await Promise.all(
      paths.map(async (path) => {
        const { status, text } = await send(target, path);
        files.set(path, status === 200 ? text : "");
        return text;
      }),
    );
  }
  return files;
}

export const LEAK_ATTEMPTS: readonly Attempt[] = [
  {
    title: "source maps and secrets in what the browser gets",
    async run(target) {
      const files = await filesOfPages(target);
      expect(files.size).toBeGreaterThan(5);
      const pages = await Promise.all(PAGES.map(async (path) => (await send(target, path)).text));
      for (const [path, text] of [...files, ...pages.map((page, n) => [PAGES[n] ?? "", page] as const)]) {
        for (const secret of secretsOf(target)) expect(text.includes(secret), `a secret in ${path}`).toBe(false);
        expect(text, path).not.toMatch(
          /sourceMappingURL=(?!data:)\S*\.map|BEGIN (EC |RSA )?PRIVATE KEY|process\.env\.[A-Z]+_(KEY|SECRET|TOKEN)/,
        );
      }
      for (const path of [...files.keys()].slice(0, 10)) expect((await send(target, `${path}.map`)).status).toBe(404);
    },
  },
  {
    title: "files that were never meant to be served",
    async run(target) {
      for (const path of [
        "/.env",
        "/.env.local",
        "/.git/config",
        "/%2egit/config",
        "/package.json",
        "/next.config.ts",
        "/vercel.json",
        "/.next/BUILD_ID",
        "/.sendcat/secrets.json",
        "/secrets.json",
        "/id_rsa",
        "/backup.sql",
        "/api/.env",
        "/_next/../.env",
        "/..%2f..%2f.env",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/server-status",
        "/actuator/env",
        "/debug/pprof",
        "/metrics",
        "/graphql",
        "/swagger.json",
        "/robots.txt%00.js",
      ]) {
        const reply = await send(target, path);
        expect([path, reply.status]).toEqual([path, expect.toBeOneOf([400, 403, 404])]);
        for (const secret of secretsOf(target)) expect(reply.text).not.toContain(secret);
      }
    },
  },
  {
    title: "faults that say too much: broken input to every route, without the front",
    async run(target) {
      const account = await newAccount(target);
      for (const { method, path } of API_ROUTES)
        for (const id of ["aaaaaaaaaaaaaaaaaaaa", "%00", "%ff", "..", "a'b\"c", "🙂"]) {
          const at = path.replaceAll(/\{\w+\}/g, encodeURI(id));
          const sent = {
            method,
            token: account.token,
            from: newAddress(),
            at: target.app,
            headers: {
              "content-type": "application/json",
              "x-real-ip": "bad",
              cookie: "sendcat_session=%%%; __Host-sendcat_session==",
            },
          };
          const reply = await send(
            target,
            `${at}?cursor=%00&limit=5&after=1`,
            method === "POST" ? { ...sent, body: '{"a":' } : sent,
          );
          expect(reply.status, `${method} ${at}`).not.toBe(500);
          if (!path.includes("openapi")) expect(reply.text, `${method} ${at}`).not.toMatch(INSIDES);
          for (const secret of secretsOf(target)) expect(reply.text).not.toContain(secret);
        }
    },
  },
  {
    title: "what the open routes tell: health, readiness, configuration, keys",
    async run(target) {
      const keys = async (path: string) =>
        Object.keys(JSON.parse((await send(target, path)).text) as object).toSorted();
      expect(await keys("/api/health")).toEqual(["openTurns", "status"]);
      expect(await keys("/api/config")).toEqual(["convexUrl", "maxPromptChars", "models", "strategy", "streamBaseUrl"]);
      const ready = await send(target, "/api/ready");
      expect(ready.text).not.toMatch(/https?:|127\.0\.0\.1|:\d{4}/);
      const jwks = await send(target, "/.well-known/jwks.json");
      expect(jwks.text).not.toContain('"d"');
      for (const path of ["/api/health", "/api/config", "/api/ready", "/api/openapi.json"])
        for (const secret of secretsOf(target)) expect((await send(target, path)).text).not.toContain(secret);
    },
  },
  {
    title: "the operators' page and data, by somebody who is none",
    async run(target) {
      for (const token of [undefined, (await newGuest(target)).token]) {
        const page = await send(target, "/ops", { token });
        expect(page.text).not.toMatch(/spendPerDay|kill switch is|micro-dollars/i);
        expect((await send(target, "/api/ops/snapshot", { token })).status).toBeOneOf([401, 403]);
        expect((await send(target, "/api/ops/metrics", { token })).text).not.toContain("sendcat_");
      }
    },
  },
  {
    title: "tokens, codes, addresses and questions in the log",
    async run(target) {
      const email = newEmail();
      const code = await mailedCode(target, { email, from: newAddress() });
      const account = await newAccount(target, { email });
      await send(target, "/api/account/password", {
        from: newAddress(),
        body: { email, code: "000000", password: "a password in the log" },
      });
      await send(target, `/api/threads?cursor=${account.token.slice(0, 900)}`, { token: account.token });
      await send(target, `/api/chat/${code}${code}${code}/stream`, { token: account.token });
      const lines = target.logs().join("\n");
      for (const secret of [account.token, account.sessionToken, email, "a password in the log", ...secretsOf(target)])
        expect(lines.includes(secret), `${secret.slice(0, 12)}... in the log`).toBe(false);
    },
  },
  {
    title: "faults of the core's functions: arguments of other kinds than they take",
    async run(target) {
      const { token } = await newGuest(target);
      for (const path of ["threads:get", "messages:list", "turns:read", "exports:request", "shares:create"])
        for (const args of [
          {},
          [],
          null,
          "x",
          { threadId: 1 },
          { threadId: { $ne: "" } },
          { threadId: "a".repeat(100_000) },
          { __proto__: { a: 1 } },
        ]) {
          const { ok, text } = await callCore(target, path, { token, args });
          expect(ok && /48151623/.test(text)).toBe(false);
          for (const secret of secretsOf(target)) expect(text).not.toContain(secret);
        }
    },
  },
];
