import { API_ROUTES } from "@sendcat/shared-types";
import { expect } from "vitest";
import type { Attempt } from "./attempt.ts";
import { newAccount, newAddress, newGuest, send, type Target } from "./target.ts";

const EVIL = "https://evil.example.net";
const ROUTES: readonly { readonly method: string; readonly path: string }[] = API_ROUTES;
const pathOf = (path: string) =>
  path.replaceAll(/\{\w+\}/g, "aaaaaaaaaaaaaaaaaaaa").replace("/webhooks/aaaaaaaaaaaaaaaaaaaa", "/webhooks/stripe");
const PAGES = [
  "/",
  "/account",
  "/plans",
  "/ops",
  "/reference",
  "/t/aaaaaaaaaaaaaaaaaaaa",
  "/s/aaaaaaaaaaaaaaaaaaaa",
  "/sign-in/test",
  "/nothing-here",
];

/** Origins that look like ours to a careless comparison. */
function lookalikes({ web }: Target): readonly string[] {
  const { host } = new URL(web);
  return [
    EVIL,
    "null",
    `${web}.evil.example.net`,
    `http://${host}@evil.example.net`,
    `http://evil.example.net/${host}`,
    `${EVIL}#${host}`,
    "file://",
    `chrome-extension://${host.split(":")[0]}`,
  ];
}

export const BROWSER_ATTEMPTS: readonly Attempt[] = [
  {
    title: "a write from another site's page, to every route, with the victim's cookie",
    async run(target) {
      const { sessionToken, token } = await newAccount(target);
      for (const { method, path } of ROUTES.filter((route) => route.method === "POST"))
        for (const origin of lookalikes(target)) {
          const headers = { origin, cookie: `sendcat_session=${sessionToken}`, "content-type": "application/json" };
          const reply = await send(target, pathOf(path), { method, token, headers, body: "{}", from: newAddress() });
          expect([path, origin, reply.status]).toEqual([path, origin, 403]);
          expect(reply.headers.get("set-cookie")).toBeNull();
        }
    },
  },
  {
    title: "a form of another site: content types that need no preflight",
    async run(target) {
      const { sessionToken } = await newGuest(target);
      for (const type of [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "text/plain; application/json",
        "",
      ])
        for (const { path } of ROUTES.filter(
          ({ method, path: p }) => method === "POST" && p.startsWith("/api/account"),
        )) {
          const headers = { "content-type": type, cookie: `sendcat_session=${sessionToken}` };
          const body = JSON.stringify({ email: "a@b.test", code: "123456", password: "long enough password" });
          const reply = await send(target, path, { headers, body, from: newAddress() });
          expect([path, type, reply.status]).toEqual([path, type, expect.toBeOneOf([403, 415])]);
        }
    },
  },
  {
    title: "reading an answer from another site (CORS)",
    async run(target) {
      const { token } = await newGuest(target);
      for (const { method, path } of ROUTES)
        for (const origin of lookalikes(target)) {
          const preflight = await send(target, pathOf(path), {
            method: "OPTIONS",
            headers: {
              origin,
              "access-control-request-method": method,
              "access-control-request-headers": "authorization",
            },
          });
          const read = await send(target, pathOf(path), { method: "GET", token, headers: { origin } });
          for (const reply of [preflight, read]) {
            expect(reply.headers.get("access-control-allow-origin"), `${path} ${origin}`).toBeNull();
            expect(reply.headers.get("access-control-allow-credentials")).toBeNull();
          }
        }
    },
  },
  {
    title: "a private answer out of a shared cache, also at an address that looks like a file",
    async run(target) {
      const { token } = await newAccount(target);
      const suffixes = ["", "?a.css", "?_rsc=1", "/x.css", ";.js", "%2f..%2fa.css", "/..%2fa.png", ".json", "%00.css"];
      for (const path of [
        "/api/threads",
        "/api/quota",
        "/api/ops/snapshot",
        "/api/session",
        "/api/chat/aaaaaaaaaaaaaaaaaaaa/stream",
      ])
        for (const suffix of suffixes) {
          const reply = await send(target, path + suffix, { token });
          const cache = reply.headers.get("cache-control") ?? "";
          if (reply.status === 200) expect(cache, path + suffix).toContain("no-store");
          expect(cache, path + suffix).not.toMatch(/public|s-maxage|immutable/);
          expect(reply.text.includes('"turns"') && suffix.startsWith("/"), path + suffix).toBe(false);
        }
    },
  },
  {
    title: "a page out of a shared cache, with another visitor's nonce, or poisoned by a header",
    async run(target) {
      const poison = {
        "x-nonce": "attacker",
        "content-security-policy": "default-src *",
        "x-forwarded-host": "evil.example.net",
        "x-forwarded-proto": "javascript",
        "x-original-url": "/ops",
        "x-rewrite-url": "/ops",
        "x-middleware-rewrite": EVIL,
        "x-middleware-set-cookie": "sendcat_session=evil",
        "x-middleware-override-headers": "x-nonce",
        "x-middleware-request-x-nonce": "attacker",
        "x-middleware-subrequest": "src/proxy:src/proxy:src/proxy:src/proxy:src/proxy",
        "x-nextjs-data": "1",
        "next-router-state-tree": "%5B%22evil%22%5D",
        "x-invoke-path": "/ops",
        "x-invoke-status": "500",
        "x-matched-path": "/ops",
      };
      for (const path of PAGES) {
        const [first, second, poisoned] = [
          await send(target, path),
          await send(target, path),
          await send(target, path, { headers: poison }),
        ];
        const nonces = [first, second, poisoned].map(
          ({ headers }) => /'nonce-([^']+)'/.exec(headers.get("content-security-policy") ?? "")?.[1],
        );
        expect(new Set(nonces).size, path).toBe(3);
        expect(nonces).not.toContain("attacker");
        expect(poisoned.text, path).not.toContain("evil.example.net");
        expect(poisoned.headers.get("set-cookie")).toBeNull();
        expect(poisoned.headers.get("location")).toBeNull();
        for (const { headers } of [first, poisoned])
          expect(headers.get("cache-control") ?? "", path).not.toMatch(/public|s-maxage=[1-9]/);
      }
    },
  },
  {
    title: "framing a page, sniffing its type, or a page without its security policy",
    async run(target) {
      for (const path of [...PAGES, "/api/config", "/image", "/icon.svg", "/.well-known/jwks.json"])
        for (const method of ["GET", "POST", "OPTIONS"]) {
          const { headers } = await send(target, path, { method });
          // What the platform's firewall denies does not reach the app.
          if (headers.has("x-vercel-mitigated")) continue;
          expect([path, headers.get("x-content-type-options"), headers.get("x-frame-options")]).toEqual([
            path,
            "nosniff",
            "DENY",
          ]);
          expect(headers.get("strict-transport-security")).toContain("max-age=63072000");
          expect(headers.get("x-powered-by")).toBeNull();
        }
      for (const path of PAGES) {
        const policy = (await send(target, path)).headers.get("content-security-policy") ?? "";
        for (const directive of [
          "object-src 'none'",
          "base-uri 'none'",
          "frame-ancestors 'none'",
          "form-action 'self'",
        ])
          expect(policy, path).toContain(directive);
        expect(/script-src ([^;]*)/.exec(policy)?.[1]).not.toMatch(/unsafe-inline|unsafe-eval|\*|https?:/);
        expect(/img-src ([^;]*)/.exec(policy)?.[1]).not.toMatch(/\*|https:(?!\/\/)/);
      }
    },
  },
  {
    title: "the framework's own doors: its image optimizer, its server actions, its data routes",
    async run(target) {
      const picture = encodeURIComponent("/icon.svg");
      for (const path of [
        `/_next/image?url=${picture}&w=64&q=75`,
        `/_next/image?url=${encodeURIComponent(`${EVIL}/a.png`)}&w=64&q=75`,
        `/_next/image?url=${encodeURIComponent("/image?u=a")}&w=3840&q=75`,
      ])
        expect([path, (await send(target, path)).status]).toEqual([path, 404]);
      const action = await send(target, "/", {
        headers: { "next-action": "a".repeat(42), "content-type": "text/plain" },
        body: "[]",
      });
      expect(action.status).toBeGreaterThanOrEqual(400);
      for (const path of [
        "/_next/data/x/ops.json",
        "/_next/server/app/page.js",
        "/_next/static/../server/pages-manifest.json",
        "/_next/static/..%2fserver",
        "/node/api/config",
        "/node/api/ops/snapshot",
        "/_next/webpack-hmr",
        "/__nextjs_source-map",
        "/__nextjs_original-stack-frames",
      ])
        expect([path, (await send(target, path)).status]).toEqual([path, expect.toBeOneOf([400, 403, 404])]);
    },
  },
  {
    title: "a session cookie that a script can read, another site sends, or that outlives its path",
    async run(target) {
      const reply = await send(target, "/api/session", { body: {}, from: newAddress() });
      const cookie = reply.headers.get("set-cookie") ?? "";
      expect(cookie).toMatch(/; HttpOnly; SameSite=Strict$/);
      expect(cookie).toMatch(/; Path=\/api\/session;/);
      expect(cookie).not.toMatch(/Domain=/i);
      const over = await send(target, "/api/session", {
        at: target.app,
        body: {},
        headers: { "x-forwarded-proto": "https" },
      });
      expect(over.headers.get("set-cookie")).toMatch(/^__Host-sendcat_session=[^;]+; Path=\/; .*Secure$/);
    },
  },
  {
    title: "a session that was planted in the browser before its user signed up",
    async run(target) {
      const planted = await newGuest(target);
      const victim = await newAccount(target, { sessionToken: planted.sessionToken });
      expect(victim.userId).toBe(planted.userId);
      const again = await send(target, "/api/session", {
        token: planted.sessionToken,
        from: newAddress(),
        body: { client: "native" },
      });
      expect(again.text).not.toContain(victim.userId);
      expect(again.text).not.toContain(victim.email);
      // The planted access token may read for a moment, but what the account asks ends that.
      const begun = await send(target, "/api/chat", {
        token: planted.token,
        body: {
          trigger: "submit-message",
          turnId: crypto.randomUUID(),
          threadId: crypto.randomUUID(),
          message: { id: crypto.randomUUID(), parts: [{ type: "text", text: "hi" }] },
        },
      });
      expect(begun.status).toBe(401);
    },
  },
];
