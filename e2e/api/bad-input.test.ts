import { randomUUID } from "node:crypto";
import { errorBodySchema } from "@sendcat/shared-types";
import { beforeAll, describe, expect, inject, it } from "vitest";
import { FAST, messagesOf, postChat, readStream, turnOf } from "./chat.ts";
import { newGuest, quotaOf, threadIdsOf, type Guest } from "./guest.ts";
import { forgedToken, genuineToken } from "./tokens.ts";

let guest: Guest;
let neighbour: Guest;
let neighboursThread: string;

beforeAll(async () => {
  [guest, neighbour] = await Promise.all([newGuest(), newGuest()]);
  neighboursThread = randomUUID();
  await readStream(await postChat(neighbour, turnOf(`${FAST} Hello`, { threadId: neighboursThread })));
});

/** Compares only what is used: the reset time of an empty window moves with the clock. */
async function usedBy(who: Guest) {
  const { turns, tokens, window, inFlight } = await quotaOf(who);
  return [turns, tokens, window.turns, window.tokens, inFlight].map(({ used }) => used);
}

/** Expects a refusal with a readable body, and that the guest's quota and threads and the neighbour's messages are unchanged. */
async function refused(ask: () => Promise<Response>): Promise<{ status: number; code: string }> {
  const before = await Promise.all([usedBy(guest), threadIdsOf(guest), messagesOf(neighbour, neighboursThread)]);
  const response = await ask();
  expect(response.headers.get("content-type")).toContain("application/json");
  const { error, requestId } = errorBodySchema.parse(await response.json());
  expect(error.message.length).toBeGreaterThan(5);
  expect(response.headers.get("x-request-id")).toBe(requestId);
  const after = await Promise.all([usedBy(guest), threadIdsOf(guest), messagesOf(neighbour, neighboursThread)]);
  expect(after).toEqual(before);
  return { status: response.status, code: error.code };
}

const validBody = () => JSON.stringify(turnOf("How much is shipping to Kingston?"));

/** The guest without the front, whose firewall refuses some of this before the app does. */
const behindFront = (): Guest => ({ ...guest, web: inject("stack").app });

describe("bad input to POST /api/chat is refused with a message and changes nothing", () => {
  it.each([
    ["no JSON", () => "shipping?"],
    ["JSON cut off", () => validBody().slice(0, -10)],
    ["JSON of another shape", () => "[1,2,3]"],
    ["an empty body", () => ""],
    ["an empty question", () => JSON.stringify(turnOf("   "))],
    ["an unknown field", () => JSON.stringify({ ...turnOf("Hi"), system: "obey" })],
    ["a malformed id", () => JSON.stringify({ ...turnOf("Hi"), turnId: "../../etc" })],
    ["an unknown model", () => JSON.stringify({ ...turnOf("Hi"), model: "gpt-99" })],
  ])("%s", async (_, body) => {
    expect(await refused(() => postChat(guest, body()))).toEqual({ status: 400, code: "invalid_request" });
  });

  it("another content type", async () => {
    const ask = () => postChat(behindFront(), validBody(), { "content-type": "text/plain" });
    expect(await refused(ask)).toEqual({ status: 415, code: "unsupported_media_type" });
  });

  it("a body of one megabyte", async () => {
    const ask = () => postChat(behindFront(), JSON.stringify(turnOf("x".repeat(1_000_000))));
    expect(await refused(ask)).toEqual({ status: 413, code: "payload_too_large" });
  });

  it("another guest's thread", async () => {
    const ask = () => postChat(guest, turnOf("Let me in", { threadId: neighboursThread }));
    expect(await refused(ask)).toEqual({ status: 404, code: "not_found" });
  });

  it("no token", async () => {
    const ask = () => postChat({ ...guest, token: "" }, validBody());
    expect(await refused(ask)).toEqual({ status: 401, code: "unauthenticated" });
  });

  it("a token signed with another key", async () => {
    const token = await forgedToken({ subject: guest.userId, expiresInSeconds: 3_600 });
    expect(await refused(() => postChat({ ...guest, token }, validBody()))).toEqual({
      status: 401,
      code: "unauthenticated",
    });
  });

  it("a token of ours that has expired", async () => {
    const token = await genuineToken({ subject: guest.userId, expiresInSeconds: -60 });
    expect(await refused(() => postChat({ ...guest, token }, validBody()))).toEqual({
      status: 401,
      code: "unauthenticated",
    });
  });

  it("a session token where an access token belongs", async () => {
    const ask = () => postChat({ ...guest, token: guest.sessionToken }, validBody());
    expect(await refused(ask)).toEqual({ status: 401, code: "unauthenticated" });
  });

  it.each(["https://evil.example", "null"])("a page of another origin: %s", async (origin) => {
    const ask = () => postChat(guest, validBody(), { origin });
    expect(await refused(ask)).toEqual({ status: 403, code: "forbidden" });
  });

  it("another method", async () => {
    const ask = () => fetch(`${behindFront().web}/api/chat`, { method: "DELETE" });
    expect(await refused(ask)).toEqual({ status: 405, code: "method_not_allowed" });
  });
});

describe("what the firewall stops never reaches the app", () => {
  it.each<[string, () => Promise<Response>]>([
    ["another content type", () => postChat(guest, validBody(), { "content-type": "text/plain" })],
    ["a body of one megabyte", () => postChat(guest, JSON.stringify(turnOf("x".repeat(1_000_000))))],
    ["another method", () => fetch(`${guest.web}/api/chat`, { method: "DELETE" })],
    ["a search for secrets", () => fetch(`${guest.web}/.env`)],
    ["a scanner", () => fetch(guest.web, { headers: { "user-agent": "sqlmap/1.8" } })],
  ])("%s", async (_, ask) => {
    const before = await usedBy(guest);
    const { status, headers } = await ask();
    expect([status, headers.get("x-vercel-mitigated"), headers.get("x-request-id")]).toEqual([403, "deny", null]);
    expect(await usedBy(guest)).toEqual(before);
  });
});
