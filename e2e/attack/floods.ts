import { connect } from "node:net";
import { randomUUID } from "node:crypto";
import { gzipSync } from "node:zlib";
import { API_ROUTES } from "@sendcat/shared-types";
import { expect } from "vitest";
import { FAST, postChat, readStream, turnOf } from "../api/chat.ts";
import type { Attempt } from "./attempt.ts";
import { sendBytes } from "./send-bytes.ts";
import { callCore, newAccount, newAddress, newGuest, send, type Person, type Target } from "./target.ts";

const SLOW = "[[sim:bench tokens=400 ttft-ms=0 tokens-per-second=60]]";
const JSON_ROUTES: readonly string[] = API_ROUTES.flatMap((route) =>
  "body" in route && route.body.type === "json" ? [route.path] : [],
);

/** The service answers everybody else. */
async function expectAlive(target: Target): Promise<void> {
  expect((await send(target, "/api/health", { from: newAddress() })).status).toBe(200);
  const { token } = await newGuest(target);
  expect((await send(target, "/api/quota", { token })).status).toBe(200);
}

const authorized = (person: Person) => ({ token: person.token, from: person.from });

export const FLOOD_ATTEMPTS: readonly Attempt[] = [
  {
    title: "hundreds of readers of one answer that never read it",
    async run(target) {
      const guest = await newGuest(target);
      const turn = turnOf(SLOW);
      const running = await postChat(guest, turn, { "x-simulated-address": guest.from });
      const stop = new AbortController();
      const headers = { authorization: `Bearer ${guest.token}`, "x-simulated-address": guest.from };
      const url = `${target.web}/api/chat/${turn.turnId}/stream`;
      const readers = await Promise.all(
        Array.from({ length: 100 }, async () => (await fetch(url, { headers, signal: stop.signal })).status),
      );
      expect(readers.filter((status) => status === 200).length).toBeLessThanOrEqual(8);
      expect(readers.filter((status) => status === 429).length).toBeGreaterThanOrEqual(90);
      await expectAlive(target);
      stop.abort();
      await send(target, `/api/chat/${turn.turnId}/stop`, { ...authorized(guest), method: "POST" });
      await readStream(running);
    },
  },
  {
    title: "bodies that never arrive",
    async run(target) {
      const { hostname, port } = new URL(target.web);
      const head = `POST /api/chat HTTP/1.1\r\nhost: ${hostname}\r\ncontent-type: application/json\r\ncontent-length: 60000\r\n\r\n{`;
      const sockets = Array.from({ length: 100 }, () => {
        const socket = connect({ host: hostname, port: Number(port) }, () => socket.write(head));
        return socket.on("error", () => undefined);
      });
      await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.once("connect", resolve))));
      await expectAlive(target);
      for (const socket of sockets) socket.destroy();
      await expectAlive(target);
    },
  },
  {
    title: "headers and addresses that are too many or too long",
    async run(target) {
      for (const headers of [{ "x-long": "a".repeat(20_000) }, { cookie: "a=b; ".repeat(5_000) }])
        expect((await sendBytes(target, request("GET /api/health", headers))).slice(9, 12)).toMatch(/^(4\d\d|5\d\d|)$/);
      const many = Object.fromEntries(Array.from({ length: 3_000 }, (_, n) => [`x-${n}`, "1"]));
      expect((await sendBytes(target, request("GET /api/health", many))).slice(9, 12)).not.toBe("200");
      expect((await sendBytes(target, request(`GET /api/health?${"a".repeat(20_000)}`, {}))).slice(9, 12)).toMatch(
        /^4/,
      );
      await expectAlive(target);
    },
  },
  {
    title: "two requests in one: conflicting lengths, bare line ends, a body on a read",
    async run(target) {
      const smuggled = "GET /api/ops/snapshot HTTP/1.1\r\nhost: x\r\n\r\n";
      const both = `POST /api/session HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`;
      for (const bytes of [
        both,
        `POST /api/session HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\ncontent-length: 60\r\n\r\n${smuggled}`,
        `GET /api/health HTTP/1.1\nhost: x\n transfer-encoding: chunked\n\n0\n\n`,
        `GET /api/health HTTP/1.1\r\nhost : x\r\n\r\n`,
        `POST /api/session HTTP/1.1\r\nhost: x\r\ntransfer-encoding: xchunked\r\n\r\n0\r\n\r\n`,
        `GET http://evil.example.net/api/health HTTP/1.1\r\nhost: x\r\n\r\n`.replace("GET", "FOO"),
      ])
        expect((await sendBytes(target, bytes)).slice(9, 12), bytes.slice(0, 80)).toMatch(/^(4\d\d|5\d\d|)$/);
      await expectAlive(target);
    },
  },
  {
    title: "JSON that is deep, repeated, poisoned or no JSON, to every route that takes JSON",
    async run(target) {
      const account = await newAccount(target);
      const bodies = [
        "[".repeat(900),
        "[".repeat(450) + "]".repeat(450),
        '{"a":'.repeat(150) + "1" + "}".repeat(150),
        '{"__proto__":{"role":"operator"},"constructor":{"prototype":{"role":"operator"}}}',
        `{"email":"${"a".repeat(400)}@${"b.".repeat(100)}"}`,
        '{"client":"native","client":"browser","signIn":null}',
        "null",
        '"text"',
        "1e999",
        "\u0000",
        "{}{}",
        '{"email":"\\ud800@b.test"}',
      ];
      for (const path of JSON_ROUTES)
        for (const body of bodies) {
          const headers = { "content-type": "application/json" };
          const reply = await send(target, path, { token: account.token, from: newAddress(), headers, body });
          expect([path, body.slice(0, 40), reply.status]).toEqual([
            path,
            body.slice(0, 40),
            expect.toBeOneOf([400, 403, 413]),
          ]);
        }
      await expectAlive(target);
    },
  },
  {
    title: "bodies that are larger than said, compressed, or without a length",
    async run(target) {
      const { token } = await newGuest(target);
      const headers = { "content-type": "application/json" };
      const long = JSON.stringify(turnOf("x".repeat(300_000)));
      expect((await send(target, "/api/chat", { token, headers, body: long })).status).toBe(403);
      expect((await send(target, "/api/chat", { token, headers, body: long, at: target.app })).status).toBe(413);
      const bomb = gzipSync(Buffer.alloc(20_000_000, 32));
      const zipped = { ...headers, "content-encoding": "gzip" };
      expect((await send(target, "/api/chat", { token, headers: zipped, body: bomb })).status).toBeOneOf([
        400, 403, 413,
      ]);
      const chunked = await fetch(`${target.web}/api/chat`, {
        method: "POST",
        headers: { ...headers, authorization: `Bearer ${token}` },
        body: new Blob([long]).stream(),
        // safe because Node requires it for a stream
        ...({ duplex: "half" } as object),
      });
      expect(chunked.status).toBe(413);
    },
  },
  {
    title: "words that take a search or a check long: patterns, combining marks, half characters",
    async run(target) {
      const account = await newAccount(target);
      await readStream(
        await postChat(account, turnOf(`${FAST} ${"a".repeat(8_000)}`), { "x-simulated-address": account.from }),
      );
      for (const words of [
        "a".repeat(10_000),
        "(a+)+$",
        "\\".repeat(500),
        "a\u0300".repeat(5_000),
        "\u202e".repeat(200),
        "%".repeat(300),
        " ".repeat(10_000),
        "*".repeat(200),
      ]) {
        const { ok } = await callCore(target, "threads:search", { token: account.token, args: { words } });
        expect(ok, words.slice(0, 20)).toBe(true);
      }
      for (const text of [
        "\u0000",
        "\ud800",
        "\ufffe",
        "a\u0300".repeat(3_000),
        "\u202e\u2066 evil",
        "👨‍👩‍👧‍👦".repeat(500),
      ]) {
        const response = await postChat(account, turnOf(`${FAST} hi ${text}`), { "x-simulated-address": account.from });
        expect(response.status).toBe(200);
        expect((await readStream(response)).done).toBe(true);
      }
    },
  },
  {
    title: "changes without end: renames, exports, shares of one user",
    async run(target) {
      const guest = await newGuest(target);
      const { threadId, ...turn } = turnOf(`${FAST} Hello`);
      await readStream(await postChat(guest, { threadId, ...turn }, { "x-simulated-address": guest.from }));
      const exports = await Promise.all(
        Array.from({ length: 20 }, () =>
          callCore(target, "exports:request", { token: guest.token, args: { threadId: null, format: "json" } }),
        ),
      );
      expect(exports.filter(({ text }) => /"ok":true/.test(text))).toHaveLength(1);
      const renames = await Promise.all(
        Array.from({ length: 150 }, (_, n) =>
          callCore(target, "threads:rename", { token: guest.token, args: { threadId, title: `${n}` } }),
        ),
      );
      expect(renames.filter(({ ok }) => !ok).length).toBeGreaterThan(20);
      expect(renames.find(({ ok }) => !ok)?.text).toContain("rate_limited");
      await expectAlive(target);
    },
  },
  {
    title: "reads without end: threads, messages, shares and pictures",
    async run(target) {
      const guest = await newGuest(target);
      const reads = await Promise.all(
        Array.from({ length: 140 }, () => send(target, "/api/threads", authorized(guest))),
      );
      expect(reads.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(15);
      const from = newAddress();
      const shares = await Promise.all(
        Array.from({ length: 140 }, () => send(target, `/api/shares/${randomUUID()}`, { from })),
      );
      expect(shares.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(15);
      await expectAlive(target);
    },
  },
  {
    title: "readiness asked for at every moment: what it asks of Redis and the core is asked once a second",
    async run(target) {
      const replies = await Promise.all(Array.from({ length: 100 }, () => send(target, "/api/ready")));
      expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]));
      await expectAlive(target);
    },
  },
  {
    title: "guests of one address in all places that guests share, while an account needs one",
    async run(target) {
      const from = newAddress();
      const account = await newAccount(target);
      const guests = await Promise.all(Array.from({ length: 12 }, () => newGuest(target, from)));
      const turns = guests
        .flatMap((guest) => [guest, guest])
        .map(async (guest) => {
          const body = turnOf(`[[sim:bench tokens=300 ttft-ms=0 tokens-per-second=100]]`);
          return await postChat(guest, body, { "x-simulated-address": from });
        });
      const answers = await Promise.all(turns);
      const own = await postChat(account, turnOf(`${FAST} Hello`), { "x-simulated-address": account.from });
      expect(own.status).toBe(200);
      // Half of the guests' 18 places are free for everybody; beyond that an address without proof may have a quarter.
      expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(10);
      expect(answers.filter(({ status }) => status === 428).length).toBeGreaterThanOrEqual(10);
      await Promise.all([own, ...answers].map((response) => response.text()));
    },
  },
];

function request(line: string, headers: Readonly<Record<string, string>>): string {
  const fields = Object.entries({ host: "x", ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${line} HTTP/1.1\r\n${fields.join("")}\r\n`;
}
