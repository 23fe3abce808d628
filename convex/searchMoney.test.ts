// @vitest-environment node
import { serviceDay, DEFAULT_POLICY, type Reservation } from "@sendcat/shared-types";
import { sampleRoute } from "@sendcat/port-contracts";
import { longTestTimeoutMs, runsOf } from "@sendcat/test-depth";
import fc from "fast-check";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { api, internal } from "./_generated/api.js";
import { beginArgs, ending, finishArgs, type openDeployment } from "./model/platform/deployment.fixture.ts";
import { inRedis, link, open, quota, redis, today } from "./model/money/settlement.fixture.ts";

const ADDRESS = "192.0.2.1";
const PRICE = 1_000;
const HELD = { costMicroUsd: 5_000, searchMicroUsd: 4 * PRICE };
const TURN_COST = 3_000;

/** What the provider says to the next searches, by query; a page when nothing is left. */
const failures = new Map<string, number>();
beforeAll(() => {
  const send = globalThis.fetch;
  const waitMs = 5_000;
  const failure = { admission: { mode: "closed", waitMs }, settlement: { waitMs } };
  vi.stubEnv("SENDCAT_POLICY", JSON.stringify({ failure }));
  vi.stubEnv("SERPER_API_KEY", "test-key");
  vi.stubEnv("SERPER_BASE_URL", "https://serper.test");
  vi.stubGlobal("fetch", async (url: RequestInfo | URL, init?: RequestInit) => {
    if (!String(url).startsWith("https://serper.test/")) return await send(url, init);
    const { q } = JSON.parse(String(init?.body));
    const left = failures.get(q) ?? 0;
    failures.set(q, left - 1);
    if (left > 0) return Response.json({}, { status: 503 });
    return Response.json({ organic: [{ title: "A page", link: "https://shop.example.com/", snippet: "x" }] });
  });
});

type Deployment = ReturnType<typeof openDeployment>;

/** A guest's turn that was admitted with money for searches, and begun. */
async function askingTurn({
  service,
}: Deployment): Promise<{ readonly turnId: string; readonly reservation: Reservation }> {
  const turnId = crypto.randomUUID();
  const reserved = await quota.reserve({
    turnId,
    userId: "guest:ana",
    plan: "guest",
    nowMs: Date.now(),
    address: ADDRESS,
    proven: true,
    offers: [
      { model: "fast", tokens: 10, ...HELD, routes: [sampleRoute("google/gemini")], spendCapMicroUsd: 10_000_000 },
    ],
  });
  if (!reserved.ok) throw new Error("not admitted");
  await service.mutation(api.turns.begin, beginArgs({ turnId }));
  return { turnId, reservation: reserved.reservation };
}

async function endTurn({ service }: Deployment, { turnId, reservation }: Awaited<ReturnType<typeof askingTurn>>) {
  const used = { costMicroUsd: TURN_COST, tokens: 10, counts: true, final: true, outcomes: [] };
  await quota.settle({ reservation, nowMs: Date.now(), ...used });
  // A stopped turn gets no title, which would cost money too.
  const end = { ...ending(turnId, "Done."), status: "stopped" as const, chargedMicroUsd: TURN_COST };
  await service.mutation(api.turns.finish, finishArgs(end));
}

/** A job that a pool has started, as `toolJobs:ask` writes it. */
async function startedJob({ t }: Deployment, { turnId, query }: { readonly turnId: string; readonly query: string }) {
  const jobId = crypto.randomUUID();
  await t.run(async ({ db }) => {
    await db.insert("toolJobs", {
      jobId,
      key: `search_web:${jobId.replaceAll("-", "")}`,
      tool: "search_web",
      input: { query },
      plan: "guest",
      turnId,
      state: "running",
      enqueuedAtMs: Date.now(),
      startedAtMs: Date.now(),
      endedAtMs: null,
      leaseExpiresAtMs: null,
      attempts: 0,
      workId: null,
      error: null,
    });
  });
  return jobId;
}

const run = async ({ t }: Deployment, jobId: string) =>
  await t.action(internal.tools.searchTool.run, { jobId }).catch((error: Error) => error.message);

/** What the guests of the address have spent, and the reservations that are left. */
async function ofAddress() {
  const key = `sendcat:{quota}:v2:address-spend:${today()}`;
  const text = (await link.redis.hget<string>(key, `address:${ADDRESS}`)) ?? "";
  const counts = text.split(";").map((entry) => entry.split("="));
  const sum = (isSettled: boolean) =>
    counts.reduce((total, [name, amount]) => total + ((name === "settled") === isSettled ? Number(amount ?? 0) : 0), 0);
  return { settled: sum(true), held: sum(false) };
}

const searchesOf = async ({ t }: Deployment, turnId: string) =>
  (await t.query(internal.usage.byTurn, { turnId })).filter(({ kind }) => kind === "tool");

describe("the money of searches", () => {
  it(
    "is the asker's and the address's, whatever the order in which searches and turn end, and never more than was held",
    async () => {
      const search = fc.record({
        /** Runs that find the provider ill, before one that succeeds. */
        failures: fc.constantFrom(0, 0, 0, 1),
        /** Its run was taken for dead and made again. */
        isTwice: fc.boolean(),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(search, { maxLength: 4 }), fc.nat(4), async (searches, endsAfter) => {
          await link.redis.flushdb();
          const deployment = open();
          const turn = await askingTurn(deployment);
          const held = HELD.costMicroUsd + HELD.searchMicroUsd;
          expect(await inRedis()).toMatchObject({ settled: 0, held });
          for (const [number, { failures: fails, isTwice }] of searches.entries()) {
            if (number === endsAfter) await endTurn(deployment, turn);
            const query = `${turn.turnId} ${number}`;
            failures.set(query, fails);
            const jobId = await startedJob(deployment, { turnId: turn.turnId, query });
            for (let tries = 0; tries < fails; tries++) expect(await run(deployment, jobId)).toContain("503");
            await Promise.all([run(deployment, jobId), isTwice ? run(deployment, jobId) : null]);
            expect((await inRedis()).settled).toBeLessThanOrEqual(held);
          }
          if (endsAfter >= searches.length) await endTurn(deployment, turn);
          const spent = searches.length * PRICE;
          const booked = await searchesOf(deployment, turn.turnId);
          expect(booked.map(({ ownerId, chargedMicroUsd }) => [ownerId, chargedMicroUsd])).toEqual(
            searches.map(() => ["guest:ana", PRICE]),
          );
          expect(await inRedis()).toMatchObject({ settled: TURN_COST + spent, held: 0 });
          expect(await ofAddress()).toEqual({ settled: TURN_COST + spent, held: 0 });
        }),
        { numRuns: runsOf("search-money") },
      );
    },
    longTestTimeoutMs(),
  );

  it("stays with the turn's owner in the ledger when the turn was deleted before its search ended", async () => {
    const deployment = open();
    const { t } = deployment;
    const turn = await askingTurn(deployment);
    await endTurn(deployment, turn);
    await t.run(async ({ db }) => {
      for (const row of await db.query("turns").take(10)) await db.delete(row._id);
      for (const row of await db.query("usageLedger").take(10)) await db.patch(row._id, { ownerId: "erased" });
    });
    await run(deployment, await startedJob(deployment, { turnId: turn.turnId, query: "late" }));
    expect(await searchesOf(deployment, turn.turnId)).toMatchObject([{ ownerId: "erased", chargedMicroUsd: PRICE }]);
  });

  it("is booked for its asker on a deployment without Redis too", async () => {
    const deployment = open();
    const turn = await askingTurn(deployment);
    vi.stubEnv("UPSTASH_REDIS_REST_URL", "");
    try {
      await run(deployment, await startedJob(deployment, { turnId: turn.turnId, query: "without" }));
    } finally {
      vi.stubEnv("UPSTASH_REDIS_REST_URL", redis.url);
    }
    const { name: day } = serviceDay(Date.now(), DEFAULT_POLICY.timeZone);
    expect(await searchesOf(deployment, turn.turnId)).toMatchObject([{ ownerId: "guest:ana", day }]);
  });
});
