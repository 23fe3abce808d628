import { SignJWT } from "jose";
import { afterEach, expect, it, vi } from "vitest";
import { openDeployment, type Deployment } from "../deployment.ts";
import { fakeServer, type FakeAnswer, type FakeServer } from "../testing/fake-server.ts";
import { guestSession } from "./guest-session.ts";
import { turnAnswered } from "./turn-answered.ts";
import { turnCharged } from "./turn-charged.ts";
import { turnRemoved } from "./turn-removed.ts";
import { turnSettled } from "./turn-settled.ts";

const FINISH = '{"type":"finish","finishReason":"stop","messageMetadata":{"inputTokens":700,"outputTokens":1}}';
const meter = (used: number) => ({ limit: 9, used, remaining: 9 - used, resetAtMs: 1 });
const quotaOf = (inFlight: number) => ({
  plan: "guest",
  turns: meter(1),
  tokens: meter(1),
  window: { seconds: 60, turns: meter(1), tokens: meter(1) },
  inFlight: { limit: 1, used: inFlight },
  degraded: false,
});

let app: FakeServer | undefined;
afterEach(async () => {
  vi.useRealTimers();
  await app?.close();
});

async function rehearsed(change: Readonly<Record<string, FakeAnswer | (() => FakeAnswer)>> = {}): Promise<Deployment> {
  const sign = (iss: string) =>
    new SignJWT({}).setProtectedHeader({ alg: "HS256" }).setIssuer(iss).sign(new Uint8Array(32));
  const user = { id: "guest:1", kind: "guest", plan: "guest" };
  let token = "";
  app = await fakeServer({
    "POST /api/session": () => ({ body: { token, expiresAtMs: 1, user } }),
    "GET /api/config": () => ({
      body: { streamBaseUrl: "", strategy: "edge", convexUrl: app?.origin, models: [], maxPromptChars: 9 },
    }),
    "POST /api/chat": { body: `data: ${FINISH}\n\ndata: [DONE]\n\n` },
    "GET /api/quota": { body: quotaOf(0) },
    "POST /api/mutation": { body: { status: "success", value: { ok: true } } },
    ...change,
  });
  token = await sign(app.origin);
  return openDeployment(app.origin, {});
}

/** A clock that is past every wait at the second look. */
const afterTheWait = (answer: FakeAnswer) => (): FakeAnswer => {
  vi.setSystemTime(Date.now() + 60_000);
  return answer;
};

it("a turn that is answered, settled and removed is well in every part", async () => {
  const deployment = await rehearsed();
  for (const check of [guestSession, turnAnswered, turnSettled, turnRemoved])
    expect(await check.look(deployment), check.name).toMatchObject({ outcome: "ok" });
});

it("tokens of another issuer, and a device that has to prove itself, are told", async () => {
  const moved: Deployment = { ...(await rehearsed()), origin: "https://www.app.example" };
  expect(await guestSession.look(moved)).toMatchObject({
    outcome: "failed",
    says: expect.stringContaining("www.app.example"),
  });
  const error = { code: "proof_required", message: "Please wait a moment.", scope: "bot.session" };
  await app?.close();
  const refused = await rehearsed({ "POST /api/session": { status: 429, body: { error, requestId: "r1" } } });
  await expect(guestSession.look(refused)).rejects.toThrow("429: proof_required: Please wait a moment.");
});

it.each([
  ["data: {}\n\n", "no [DONE]"],
  ['data: {"type":"error","errorText":"no money"}\n\ndata: [DONE]\n\n', "no money"],
])("an answer that breaks off or fails is told, and nothing is concluded from it: %j", async (body, says) => {
  const deployment = await rehearsed({ "POST /api/chat": { body } });
  await expect(turnAnswered.look(deployment)).rejects.toThrow(says);
  for (const check of [turnSettled, turnCharged, turnRemoved])
    expect(await check.look(deployment)).toMatchObject({ outcome: "not checked" });
});

it("a reservation that stays in flight is told", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const deployment = await rehearsed({ "GET /api/quota": afterTheWait({ body: quotaOf(1) }) });
  expect(await turnSettled.look(deployment)).toEqual({
    outcome: "failed",
    says: "1 turns used and 1 in flight after 10 s",
  });
});

it("a cost that reaches the books, one that does not, and a queue that has waited for long are told", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const books = { settledMicroUsd: 210, heldMicroUsd: 0, queues: [] };
  const withBooks = async (ledger: Deployment["ledger"]): Promise<Deployment> => ({ ...(await rehearsed()), ledger });
  expect(await turnCharged.look(await withBooks(async () => books))).toEqual({
    outcome: "ok",
    says: "$0.000210 more than before, $0.000000 on hold",
  });
  await app?.close();
  const queues = [{ name: "settlements", depth: 4, oldestAgeMs: 600_000 }];
  expect((await turnCharged.look(await withBooks(async () => ({ ...books, queues })))).outcome).toBe("warning");
  await app?.close();
  const never = async () => {
    vi.setSystemTime(Date.now() + 60_000);
    return { ...books, settledMicroUsd: 0 };
  };
  expect((await turnCharged.look(await withBooks(never))).outcome).toBe("failed");
});
