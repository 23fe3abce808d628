import { createSession } from "@sendcat/chat-client";
import { expect } from "vitest";
import type { Attempt } from "./attempt.ts";
import { sendBytes } from "./send-bytes.ts";
import { newAddress, newEmail, newGuest, send, type Target } from "./target.ts";

/** Names that proxies use for the client's address, and ours. */
const CLAIMS = [
  "x-forwarded-for",
  "x-real-ip",
  "x-vercel-forwarded-for",
  "x-vercel-proxied-for",
  "x-client-ip",
  "cf-connecting-ip",
  "true-client-ip",
  "forwarded",
  "x-sendcat-ip",
  "x-sendcat-address",
  "x-vercel-ip-country",
  "x-vercel-id",
];

interface AsGuest {
  readonly headers?: Record<string, string>;
  readonly body?: object;
}

const asGuest = async (target: Target, from: string, { headers = {}, body = {} }: AsGuest = {}) =>
  await send(target, "/api/session", { from, headers, body: { client: "native", ...body } });

/** A proof of work for a new guest of an address that needs one: solved by our own client, and kept from being sent. */
async function solvedProof({ web }: Target, from: string): Promise<string> {
  let proof = "";
  const session = createSession({
    baseUrl: web,
    client: "native",
    async fetch(url, init) {
      // safe because our client sends this body
      const body = JSON.parse(String(init?.body)) as { proof?: string };
      if (body.proof === undefined) return await fetch(url, { ...init, headers: asking(init?.headers, from) });
      proof = body.proof;
      return Response.json({ error: { code: "forbidden", message: "Kept." }, requestId: "kept" }, { status: 403 });
    },
  });
  await session.token().catch(() => undefined);
  return proof;
}

function asking(headers: HeadersInit | undefined, from: string): Headers {
  const all = new Headers(headers);
  all.set("x-simulated-address", from);
  return all;
}

export const ADDRESS_ATTEMPTS: readonly Attempt[] = [
  {
    title: "more guests than an address gets free, by claiming another address in every header",
    async run(target) {
      const from = newAddress();
      const statuses: number[] = [];
      for (let n = 0; n < 18; n++) {
        const claimed = Object.fromEntries(
          CLAIMS.map((name) => [name, name === "forwarded" ? `for=203.0.113.${n}` : `203.0.113.${n}`]),
        );
        statuses.push((await asGuest(target, from, { headers: claimed })).status);
      }
      expect(statuses.filter((status) => status === 200)).toHaveLength(15);
      expect(statuses.slice(15)).toEqual([428, 428, 428]);
    },
  },
  {
    title: "more guests than an address gets free, from all addresses of one IPv6 network and by its other spellings",
    async run(target) {
      const statuses: number[] = [];
      const network = `2001:db8:${(Date.now() & 0xffff).toString(16)}:1`;
      for (let n = 0; n < 17; n++) statuses.push((await asGuest(target, `${network}:${n}:${n}::${n + 1}`)).status);
      expect(statuses.filter((status) => status === 200)).toHaveLength(15);
      const v4 = newAddress();
      for (let n = 0; n < 16; n++) statuses.push((await asGuest(target, n % 2 ? v4 : `::ffff:${v4}`)).status);
      expect(statuses.filter((status) => status === 200)).toHaveLength(30);
    },
  },
  {
    title: "one proof of work twice, at once and for another purpose, or one that was made up",
    async run(target) {
      const from = newAddress();
      for (let n = 0; n < 15; n++) await asGuest(target, from);
      const proof = await solvedProof(target, from);
      expect(proof).not.toBe("");
      const elsewhere = await send(target, "/api/account/code", { from, body: { email: newEmail(), proof } });
      expect(elsewhere.status).toBe(200);
      const all = await Promise.all(
        [1, 2, 3, 4].map(async () => (await asGuest(target, from, { body: { proof } })).status),
      );
      expect(all.filter((status) => status === 200).length).toBeLessThanOrEqual(1);
      expect((await asGuest(target, newAddress(), { body: { proof: "a".repeat(100) } })).status).toBe(200);
      for (const made of ["", "{}", btoa("{}"), proof.slice(0, -8), "a".repeat(9_000)])
        expect((await asGuest(target, from, { body: { proof: made } })).status).toBeOneOf([400, 403, 413, 428]);
    },
  },
  {
    title: "more guests than an address gets free, by spellings of the path that a limit may not know",
    async run(target) {
      const from = newAddress();
      const paths = [
        "/api/session",
        "//api/session",
        "/api//session",
        "/api/session/",
        "/API/session",
        "/api/%73ession",
        "/api/session%2f",
        "/api/./session",
        "/api/x/../session",
        "/node/api/session",
        "/api/session;a=b",
        "/api/session?a",
        "/_next/../api/session",
      ];
      let given = 0;
      for (const path of [...paths, ...paths]) {
        const body = '{"client":"native"}';
        const head = `POST ${path} HTTP/1.1\r\nhost: x\r\nx-simulated-address: ${from}\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: ${body.length}`;
        if ((await sendBytes(target, `${head}\r\n\r\n${body}`)).includes('"sessionToken"')) given += 1;
      }
      expect(given).toBeGreaterThanOrEqual(2);
      expect(given).toBeLessThanOrEqual(15);
    },
  },
  {
    title: "the sessions and codes of a host that knows no addresses: the core's own",
    async run(target) {
      for (const path of ["/api/session", "/api/account/code", "/api/account/password", "/api/account/providers"])
        for (const at of [`${target.convex.url}/http`, target.convexSite]) {
          const reply = await send(target, path, { at, body: { client: "native", email: newEmail() } });
          expect([path, reply.status]).toEqual([path, 404]);
          expect(reply.text).not.toContain('"token"');
        }
    },
  },
  {
    title: "another Host header, to have an address of the attacker's in an answer",
    async run(target) {
      const { token } = await newGuest(target);
      for (const headers of [
        { "x-forwarded-host": "evil.example.net" },
        { "x-forwarded-server": "evil.example.net" },
        { "x-host": "evil.example.net" },
      ])
        for (const path of ["/", "/api/config", "/api/openapi.json", "/.well-known/jwks.json", "/plans"]) {
          const reply = await send(target, path, { token, headers });
          expect(reply.text).not.toContain("evil.example.net");
          expect(reply.headers.get("location") ?? "").not.toContain("evil.example.net");
        }
    },
  },
  {
    title: "other methods, and a method in a header or in the address",
    async run(target) {
      const { token } = await newGuest(target);
      for (const method of ["PUT", "PATCH", "DELETE"])
        for (const path of ["/api/threads", "/api/chat", "/api/session", "/api/ops/controls"])
          expect([method, path, (await send(target, path, { method, token })).status]).toEqual([
            method,
            path,
            expect.toBeOneOf([403, 405]),
          ]);
      for (const headers of [
        { "x-http-method-override": "POST" },
        { "x-method-override": "POST" },
        { "x-http-method": "POST" },
      ])
        expect((await send(target, "/api/session?_method=POST", { headers })).status).toBeOneOf([403, 405]);
    },
  },
  {
    title: "a request id that breaks a header, a log line or a page",
    async run(target) {
      for (const id of ["<script>1</script>", "a b", "x".repeat(65), "short", '"}{"event":"signed-in', "é".repeat(9)])
        expect(
          (
            await send(target, "/api/health", { headers: { "x-request-id": encodeURIComponent(id).slice(0, 200) } })
          ).headers.get("x-request-id"),
        ).not.toContain("%");
      const kept = await send(target, "/api/health", { headers: { "x-request-id": "trace-0123456789" } });
      expect(kept.headers.get("x-request-id")).toBe("trace-0123456789");
    },
  },
];
