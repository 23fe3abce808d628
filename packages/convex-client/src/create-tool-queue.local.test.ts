import { toolKey, type ToolInput, type ToolName, type ToolQuestion, type TurnOwner } from "@sendcat/shared-types";
import { createSearchSimulator, type SearchSimulator } from "@sendcat/local-simulators/search";
import { toolQueueContract } from "@sendcat/port-contracts";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createThreadStore } from "./create-thread-store.ts";
import { createToolQueue } from "./create-tool-queue.ts";
import { createTurnStore } from "./create-turn-store.ts";
import { cheapEnding } from "./testing/cheap-ending.ts";
import { openLocalDeployment } from "./testing/local-deployment.ts";

let simulator: SearchSimulator;
let deployment: Awaited<ReturnType<typeof openLocalDeployment>>;

/** Short gaps and small queues: what takes a minute in production takes seconds here. */
const POLICY = {
  tools: {
    cache: { failureMs: 500, tools: { search_web: { freshMs: 60_000 } } },
    jobs: {
      running: 3,
      tools: { search_web: { running: 2, queued: 3 }, search_products: { running: 2, queued: 50 } },
      plans: { guest: { running: 2, queued: 4 }, pro: { running: 3, queued: 100 } },
      attempts: 3,
      firstRetryMs: 200,
      retryGrowth: 2,
      attemptMs: 3_000,
    },
  },
};

beforeAll(async () => {
  simulator = await createSearchSimulator({ latencyMs: 50 });
  deployment = await openLocalDeployment({
    SERPER_API_KEY: "test-key",
    SERPER_BASE_URL: simulator.serperUrl,
    EBAY_CLIENT_ID: "id",
    EBAY_CLIENT_SECRET: "secret",
    EBAY_BASE_URL: simulator.ebayUrl,
    SENDCAT_IMAGE_ORIGINS: simulator.origin,
    SENDCAT_POLICY: JSON.stringify(POLICY),
  });
}, 120_000);
afterAll(async () => {
  await deployment?.close();
  await simulator?.close();
});
beforeEach(async () => {
  await expect.poll(async () => await depth(), { timeout: 20_000 }).toMatchObject({ running: 0, queued: 0 });
  simulator.reset();
});

const depth = async () =>
  (await deployment.run("toolJobs:depth", {})) as { running: number; queued: number; dead: number };
const serviceToken = () => deployment.signer.sign({ sub: "service:gateway", kind: "service" }, 300);
const queue = () => createToolQueue({ convexUrl: deployment.convexUrl, serviceToken, timeoutMs: 10_000 });

async function question(tool: ToolName, input: ToolInput, plan: ToolQuestion["plan"] = "pro"): Promise<ToolQuestion> {
  return { key: await toolKey(tool, input), tool, input, plan, clearedAtMs: 0 };
}

/** Asks until the job has ended; returns its outcome. */
async function outcome(asked: ToolQuestion) {
  for (let tries = 0; tries < 200; tries++) {
    const reply = await queue().ask(asked);
    if (!reply.ok) return reply;
    if (reply.answer.kind === "ended") return reply.answer.outcome;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("the job did not end");
}

const itemsOf = (ended: Awaited<ReturnType<typeof outcome>>): readonly object[] =>
  "result" in ended ? ended.result.items : [];
const callsFor = (query: string) => simulator.requests().filter((request) => request.query === query);

async function beginTurn(owner: TurnOwner) {
  const store = createTurnStore({ convexUrl: deployment.convexUrl, serviceToken });
  const [turnId, threadId] = [crypto.randomUUID(), crypto.randomUUID()];
  const begin = {
    turnId,
    threadId,
    worker: "worker-0123456789",
    model: "fast",
    input: { kind: "submit", messageId: crypto.randomUUID(), parts: [{ type: "text", text: "Slow?" }] },
    history: { maxMessages: 10, maxChars: 1_000 },
    leaseMs: 60_000,
    reservation: { day: "2026-11-23", tokens: 1, costMicroUsd: 1 },
  } as const;
  await store.begin(begin, owner);
  return { turnId, threadId };
}

toolQueueContract("Convex over HTTP", async () => ({
  queue: queue(),
  runs: (query) => callsFor(query).length,
  slowDown: () => simulator.setLatency(1_500),
  speedUp: () => simulator.setLatency(50),
  async fill() {
    const { running, queued } = POLICY.tools.jobs.tools.search_web;
    const many = Array.from({ length: running + queued }, (_, n) => question("search_web", { query: `full of ${n}` }));
    await Promise.all((await Promise.all(many)).map(async (one) => await queue().ask(one)));
  },
  beginTurn: async () => (await beginTurn({ userId: "guest:ana", kind: "guest", plan: "guest" })).turnId,
}));

describe("searches as background jobs", () => {
  it("find pages, listings and offers in one shape, with links and pictures that may be shown", async () => {
    const web = await outcome(await question("search_web", { query: "duty on phones" }));
    expect(web).toMatchObject({
      ok: true,
      result: { kind: "pages", items: [{ site: "customs.example.com" }, {}, {}, {}, {}, {}] },
    });
    const listings = await outcome(await question("search_products", { query: "air fryer", maxPriceUsd: 120 }));
    const [listing] = itemsOf(listings);
    expect(listing).toMatchObject({ source: "ebay", price: { currency: "USD" }, condition: expect.any(String) });
    const offers = await outcome(await question("search_global", { query: "air fryer" }));
    const [offer] = itemsOf(offers);
    expect(offer).toMatchObject({ source: "google_shopping", landedJmd: expect.any(Number) });
    expect(offer).toMatchObject({ image: expect.stringContaining(simulator.origin) });
  });

  it("keep to the caps, report the position in the queue, and refuse with an accurate retry time", async () => {
    simulator.setLatency(1_000);
    for (const n of [1, 2, 3]) await outcome(await question("search_web", { query: `warm up ${n}` }));
    const asked = await Promise.all([1, 2, 3, 4, 5, 6].map((n) => question("search_web", { query: `crowd ${n}` })));
    const replies = [];
    for (const one of asked) replies.push(await queue().ask(one));
    const states = replies.map((reply) =>
      reply.ok && reply.answer.kind === "under-way" ? [reply.answer.job.state, reply.answer.job.position] : reply,
    );
    expect(states.slice(0, 5)).toEqual([
      ["running", null],
      ["running", null],
      ["queued", 1],
      ["queued", 2],
      ["queued", 3],
    ]);
    const refusal = replies[5];
    expect(refusal).toMatchObject({ ok: false, refusal: { code: "queue_saturated", scope: "tool.search_web" } });
    const retryAfterMs = refusal && !refusal.ok ? (refusal.refusal.retryAfterMs ?? 0) : 0;
    const startedAtMs = Date.now();
    let admittedAfterMs = 0;
    while (admittedAfterMs === 0) {
      const again = await queue().ask(asked[5] as ToolQuestion);
      if (again.ok) admittedAfterMs = Date.now() - startedAtMs;
      else await new Promise((resolve) => setTimeout(resolve, 20));
    }
    console.log(`refused with retry-after ${retryAfterMs} ms; there was room after ${admittedAfterMs} ms`);
    expect(admittedAfterMs).toBeGreaterThan(retryAfterMs * 0.75);
    expect(admittedAfterMs).toBeLessThan(retryAfterMs * 1.25);
    expect(await depth()).toMatchObject({ running: 2 });
  });

  it("are cancelled when nobody waits for them any more and they have not started", async () => {
    simulator.setLatency(400);
    const asked = await Promise.all([1, 2, 3].map((n) => question("search_web", { query: `leaving ${n}` })));
    for (const one of asked) await queue().ask(one);
    await queue().cancel(asked[2]?.key ?? "");
    await expect.poll(async () => await depth(), { timeout: 10_000 }).toMatchObject({ running: 0, queued: 0 });
    expect(callsFor("leaving 3")).toEqual([]);
    expect(callsFor("leaving 1")).toHaveLength(1);
  });

  it("are on the account of who asked first, also when they end after the turn; what is known or under way costs nobody again", async () => {
    const store = createTurnStore({ convexUrl: deployment.convexUrl, serviceToken });
    const owner = { userId: "guest:twelve", kind: "guest", plan: "guest" } as const;
    const [{ turnId }, other] = [await beginTurn(owner), await beginTurn({ ...owner, userId: "guest:other" })];
    const asked = await Promise.all(
      Array.from({ length: 12 }, async (_, n) => await question("search_web", { query: `twelve ${n}` }, "guest")),
    );
    for (const one of asked.slice(0, 11)) await outcome({ ...one, turnId });
    simulator.setLatency(1_000);
    const last = asked[11] as ToolQuestion;
    await queue().ask({ ...last, turnId });
    await store.finish(cheapEnding(turnId, "Twelve."));
    for (const one of asked) await outcome({ ...one, turnId: other.turnId });
    const spendOf = async (of: string) =>
      (await deployment.run("usage:byTurn", { turnId: of })) as {
        kind: string;
        ownerId: string;
        costMicroUsd: number;
      }[];
    const searches = (await spendOf(turnId)).filter(({ kind }) => kind === "tool");
    expect(searches).toHaveLength(12);
    for (const row of searches) expect(row).toMatchObject({ ownerId: owner.userId, costMicroUsd: 1_000 });
    expect(await spendOf(other.turnId)).toEqual([]);
  });

  it("are retried after a failure, and end as dead letters that can be replayed", async () => {
    simulator.orderFault({ fault: "503", count: 1 });
    expect(await outcome(await question("search_web", { query: "second time lucky" }))).toMatchObject({ ok: true });
    expect(callsFor("second time lucky").map(({ answered }) => answered)).toEqual([false, true]);

    simulator.orderFault({ fault: "500", count: 3 });
    const doomed = await question("search_web", { query: "doomed" });
    expect(await outcome(doomed)).toEqual({ ok: false, code: "provider_unavailable" });
    expect(callsFor("doomed")).toHaveLength(3);
    const page = (await deployment.run("toolJobs:deadLetters", { paginationOpts: { cursor: null, numItems: 5 } })) as {
      page: { jobId: string; key: string; error: string; attempts: number }[];
    };
    expect(page.page[0]).toMatchObject({ key: doomed.key, error: "HTTP 500", attempts: 3 });
    expect(await deployment.run("toolJobs:replay", { jobId: page.page[0]?.jobId })).toEqual({ replayed: true });
    expect(await outcome(doomed)).toMatchObject({ ok: true });
    expect(await deployment.run("toolJobs:replay", { jobId: page.page[0]?.jobId })).toEqual({ replayed: false });
  });

  it("are not retried when the provider rejects the question", async () => {
    simulator.orderFault({ fault: "401", count: 5 });
    expect(await outcome(await question("search_web", { query: "no key" }))).toMatchObject({ ok: false });
    expect(callsFor("no key")).toHaveLength(1);
  });

  it.each(["cut", "malformed-json", "hang", "429"] as const)(
    "recover from a provider that answers with %s",
    async (fault) => {
      simulator.orderFault({ fault, count: 1 });
      expect(await outcome(await question("search_global", { query: `phone ${fault}` }))).toMatchObject({ ok: true });
    },
  );

  it("get a new eBay token when the old one no longer works", async () => {
    await deployment.run("tools/providerTokens:save", {
      provider: "ebay",
      token: { accessToken: "revoked", expiresAtMs: Date.now() + 3_600_000 },
    });
    expect(await outcome(await question("search_products", { query: "kettle" }))).toMatchObject({ ok: true });
  });

  it("add their results later to the message of a turn that went on without them", async () => {
    const store = createTurnStore({ convexUrl: deployment.convexUrl, serviceToken });
    const threads = createThreadStore({ convexUrl: deployment.convexUrl });
    const owner = { userId: "guest:late", kind: "guest", plan: "guest" } as const;
    const token = await deployment.signer.sign({ sub: owner.userId, kind: "guest", plan: "guest" });
    simulator.setLatency(1_500);
    const asked = await question("search_web", { query: "slow one" });
    const during = await question("search_web", { query: "slow but sooner" });
    const { turnId, threadId } = await beginTurn(owner);
    await queue().ask(during);
    expect(await queue().deliverLater({ key: during.key, turnId, callId: "c1" })).toMatchObject({ kind: "under-way" });
    await outcome(during);
    await queue().ask(asked);
    expect(await queue().deliverLater({ key: asked.key, turnId, callId: "c2" })).toMatchObject({ kind: "under-way" });
    const call = (toolCallId: string, query: string) =>
      ({ type: "tool-search_web", toolCallId, state: "input-available", input: { query } }) as const;
    const late = (id: string) =>
      ({
        type: "data-tool-job",
        id,
        data: { state: "late", position: null, waitMs: 900, retryAfterMs: null },
      }) as const;
    await store.finish({
      ...cheapEnding(turnId, ""),
      parts: [
        call("c1", "slow but sooner"),
        late("c1"),
        call("c2", "slow one"),
        late("c2"),
        { type: "text", text: "Soon." },
      ],
    });
    const stored = async () =>
      (await threads.messages({ threadId, cursor: null, limit: 1 }, { token }))?.items[0]?.parts;
    expect(await stored()).toMatchObject([
      { toolCallId: "c1", state: "output-available" },
      { toolCallId: "c2", state: "input-available" },
      late("c2"),
      { type: "text" },
    ]);
    await expect.poll(stored, { timeout: 10_000 }).toMatchObject([
      { toolCallId: "c1", state: "output-available" },
      { toolCallId: "c2", state: "output-available", output: { kind: "pages" } },
      { type: "text", text: "Soon." },
    ]);
  });
});
