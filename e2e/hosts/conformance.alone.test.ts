import { randomUUID } from "node:crypto";
import { errorBodySchema } from "@sendcat/shared-types";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FAST, messagesOf, postChat, readStream, textOf, turnOf, type SubmitBody } from "../api/chat.ts";
import { newGuest, quotaOf, type Guest } from "../api/guest.ts";
import { simulatorAt } from "../api/simulator.ts";
import type { OwnStack } from "../stack/own-stack.ts";
import { PATIENT } from "../stack/policies.ts";
import { startEveryHost } from "./every-host.ts";

const HOSTS = ["Next, edge", "Next, node", "apps/stream", "a Convex HTTP action"] as const;
type Host = (typeof HOSTS)[number];

/** A worker asks once a second for stops from other hosts; then it closes the provider's stream. */
const STOP_WITHIN_MS = 2_000;

let stack: OwnStack;
beforeAll(async () => {
  const plenty = {
    turnsPerDay: 500,
    tokensPerDay: 100_000_000,
    window: { turns: 500, tokens: 100_000_000 },
    maxInFlight: 20,
  };
  const policy = { plans: { guest: plenty }, failure: PATIENT, proof: { mode: "off" } };
  stack = await startEveryHost(policy);
});
afterAll(() => stack?.close());

function urlOf(host: Host): string {
  if (host === "Next, node") return `${stack.web}/node`;
  if (host === "apps/stream") return stack.stream ?? expect.fail("the streaming host does not run");
  return host === "Next, edge" ? stack.web : stack.convexSite;
}

const at = (guest: Guest, host: Host): Guest => ({ ...guest, web: urlOf(host) });
const others = (host: Host): readonly Host[] => HOSTS.filter((other) => other !== host);

const resume = async (guest: Guest, turnId: string, after: number): Promise<Response> =>
  await fetch(`${guest.web}/api/chat/${turnId}/stream?after=${after}`, {
    headers: { authorization: `Bearer ${guest.token}` },
  });

const stored = async (guest: Guest, { threadId }: SubmitBody) =>
  (await messagesOf(at(guest, "Next, edge"), threadId)).at(-1);

describe.each(HOSTS)("%s", (host) => {
  let guest: Guest;
  beforeAll(async () => {
    // Always from the web app: a host that does not see client addresses creates no sessions.
    guest = at(await newGuest(stack.web), host);
  });

  it("streams an answer by the protocol, stores the same text, and charges one turn", async () => {
    const body = turnOf(`${FAST}[[sim:reasoning]][[sim:echo]] A phone of US$300, landed in Jamaica`);
    const response = await postChat(guest, body);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    expect(response.headers.get("x-vercel-ai-ui-message-stream")).toBe("v1");
    expect(response.headers.get("x-sendcat-turn")).toBe(body.turnId);
    expect(response.headers.get("ratelimit")).toContain("user.turns_per_day");
    const { chunks, text, done } = await readStream(response);
    expect(done).toBe(true);
    const types = chunks.map(({ type }) => type);
    expect(types.slice(0, 3)).toEqual(["start", "start-step", "reasoning-start"]);
    expect(types.slice(-3)).toEqual(["text-end", "finish-step", "finish"]);
    for (const kind of ["start", "finish", "text-start", "reasoning-end"])
      expect(types.filter((type) => type === kind)).toHaveLength(1);
    const message = await stored(guest, body);
    expect([message?.status, textOf(message)]).toEqual(["complete", text]);
    expect((await quotaOf(guest)).turns.used).toBe(1);
  });

  it.each(["gzip", "deflate", "br", "redirect", "heartbeats"])(
    "reads and stores a provider's answer that comes with %s",
    async (oddity) => {
      const body = turnOf(`${FAST}[[sim:${oddity}]][[sim:echo]] Landed in Kingston`);
      const { text, done } = await readStream(await postChat(guest, body));
      expect([text, done]).toEqual(["Landed in Kingston", true]);
      expect((await stored(guest, body))?.status).toBe("complete");
    },
  );

  it("answers the same turn sent twice with one answer, charged once", async () => {
    const before = (await quotaOf(guest)).turns.used;
    const body = turnOf(`${FAST} Which phones do you have?`);
    const answers = await Promise.all([postChat(guest, body), postChat(guest, body)]);
    const [one, two] = await Promise.all(answers.map((answer) => readStream(answer)));
    const third = await readStream(await postChat(guest, body));
    expect([two?.text, third.text]).toEqual([one?.text, one?.text]);
    expect((await quotaOf(guest)).turns.used).toBe(before + 1);
  });

  it("finishes and stores an answer after its client disconnects, and the client can resume on any host without losing text", async () => {
    const body = turnOf("[[sim:bench tokens=120 tokens-per-second=40]]");
    const first = await readStream(await postChat(guest, body), (text) => text.length > 60);
    expect(first.done).toBe(false);
    const rests = await Promise.all(
      HOSTS.map(async (other) => await readStream(await resume(at(guest, other), body.turnId, first.text.length))),
    );
    const whole = textOf(await stored(guest, body));
    for (const [i, rest] of rests.entries()) {
      expect([HOSTS[i], rest.done, first.text + rest.text]).toEqual([HOSTS[i], true, whole]);
    }
    expect(whole.split(" ").length).toBeGreaterThan(100);
    expect((await resume(guest, body.turnId, whole.length)).status).toBe(200);
    expect((await resume(guest, randomUUID(), 0)).status).toBe(204);
    expect((await resume(guest, body.turnId, -1)).status).toBe(400);
  });

  it("stops an answer within two seconds from any host, and closes the provider's stream", async () => {
    const took: string[] = [];
    for (const via of [host, ...others(host)]) {
      const body = turnOf("[[sim:bench tokens=4000 tokens-per-second=30]]");
      const response = await postChat(guest, body);
      const reading = readStream(response);
      await new Promise((resolve) => setTimeout(resolve, 300));
      const stoppedAtMs = Date.now();
      const stop = await fetch(`${urlOf(via)}/api/chat/${body.turnId}/stop`, {
        method: "POST",
        headers: { authorization: `Bearer ${guest.token}` },
      });
      expect(stop.status).toBe(202);
      const { chunks, done } = await reading;
      expect([done, chunks.at(-1)?.type]).toEqual([true, "abort"]);
      const call = (await simulatorAt(stack.openRouter).requests()).at(-1);
      expect(call?.outcome).toBe("aborted");
      const closedAfterMs = (call?.endedAtMs ?? Infinity) - stoppedAtMs;
      took.push(`${via === host ? "itself" : via} ${closedAfterMs} ms`);
      expect(closedAfterMs).toBeLessThan(STOP_WITHIN_MS);
      expect((await stored(guest, body))?.status).toBe("stopped");
    }
    console.log(`${host} stopped by ${took.join(", ")}`);
  });

  it("refuses bad requests with a message, in the same body on every host", async () => {
    const refusals: [string, Promise<Response>, number, string][] = [
      ["no JSON", postChat(guest, "shipping?"), 400, "invalid_request"],
      ["an unknown field", postChat(guest, { ...turnOf("Hi"), system: "obey" }), 400, "invalid_request"],
      ["an unknown model", postChat(guest, { ...turnOf("Hi"), model: "gpt-99" }), 400, "invalid_request"],
      ["no token", postChat({ ...guest, token: "" }, turnOf("Hi")), 401, "unauthenticated"],
      [
        "another type",
        postChat(guest, JSON.stringify(turnOf("Hi")), { "content-type": "text/plain" }),
        415,
        "unsupported_media_type",
      ],
      ["a megabyte", postChat(guest, turnOf("x".repeat(1_000_000))), 413, "payload_too_large"],
      ["a page of another origin", postChat(guest, turnOf("Hi"), { origin: "https://evil.example" }), 403, "forbidden"],
      ["an unknown path", fetch(`${guest.web}/api/nothing`), 404, "not_found"],
      ["another method", fetch(`${guest.web}/api/chat`), 405, "method_not_allowed"],
    ];
    for (const [what, asked, status, code] of refusals) {
      const response = await asked;
      const { error, requestId } = errorBodySchema.parse(await response.json());
      expect([what, response.status, error.code]).toEqual([what, status, code]);
      expect(response.headers.get("x-request-id")).toBe(requestId);
    }
  });

  it("answers HEAD like GET but without a body, and lists a path's methods when another is used", async () => {
    const headers = { authorization: `Bearer ${guest.token}` };
    const body = turnOf("[[sim:bench tokens=4000 tokens-per-second=30]]");
    const streaming = await postChat(guest, body);
    const whole = readStream(streaming);
    for (const path of [
      "/api/health",
      "/api/config",
      "/api/quota",
      "/api/nothing",
      `/api/chat/${body.turnId}/stream`,
    ]) {
      const abort = new AbortController();
      const got = await fetch(`${guest.web}${path}`, { headers, signal: abort.signal });
      const head = await fetch(`${guest.web}${path}`, { method: "HEAD", headers });
      expect([path, head.status, head.headers.get("content-type")]).toEqual([
        path,
        got.status,
        got.headers.get("content-type"),
      ]);
      expect(await head.text()).toBe("");
      abort.abort();
    }
    await fetch(`${guest.web}/api/chat/${body.turnId}/stop`, { method: "POST", headers });
    expect((await whole).done).toBe(true);
    const other = await fetch(`${guest.web}/api/config`, { method: "DELETE" });
    expect([other.status, other.headers.get("allow")]).toEqual([405, "GET, HEAD, OPTIONS"]);
    const unread = await fetch(`${guest.web}/api/chat`, { method: "HEAD" });
    expect([unread.status, unread.headers.get("allow")]).toEqual([405, "POST, OPTIONS"]);
  });

  it("reports a provider's refusal by status, and its failure halfway inside the stream, which still ends once", async () => {
    const refused = await postChat(guest, turnOf("[[sim:503]] Hello"));
    expect(refused.status).toBe(503);
    expect(errorBodySchema.parse(await refused.json()).error.code).toBe("provider_unavailable");
    const body = turnOf(
      "[[sim:error-midstream after=20]] [[sim:no-tools]] Compare three air fryers under J$25,000, delivered to Kingston",
    );
    const { chunks, done, text } = await readStream(await postChat(guest, body));
    expect(done).toBe(true);
    expect(chunks.slice(-2).map(({ type }) => type)).toEqual(["data-error", "error"]);
    const message = await stored(guest, body);
    expect([message?.status, textOf(message)]).toEqual(["failed", text]);
  });

  it("accepts requests from the web app's pages, with the CORS headers that browsers need", async () => {
    const response = await postChat(guest, turnOf(`${FAST} Hello`), { origin: stack.web });
    expect(response.headers.get("access-control-allow-origin")).toBe(stack.web);
    await readStream(response);
    const preflight = await fetch(`${guest.web}/api/chat`, {
      method: "OPTIONS",
      headers: { origin: stack.web, "access-control-request-method": "POST" },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-headers")?.toLowerCase()).toContain("authorization");
  });
});
