import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { connectRedis, createLeasedQuota, type LeasedQuota } from "@sendcat/redis";
import { DEFAULT_POLICY, serviceDay, type FinishTurn, type Reservation } from "@sendcat/shared-types";
import { sampleRoute } from "@sendcat/port-contracts";
import { createUpstashLocal, type UpstashLocal } from "@sendcat/local-upstash";
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from "vitest";
import { api, internal } from "../../_generated/api.js";
import { beginArgs, ending, openDeployment } from "../platform/deployment.fixture.ts";

/*
 * Shared by tests of money: a deployment beside a Redis on this machine, a provider that bills, and turns that were admitted and begun.
 */

/** What `GET /generation` returns by generation id, US dollars or its own fields, and how often it was called. */
export const bills = new Map<string, number | Readonly<Record<string, unknown>>>();
/** What `GET /models` returns as a model's `pricing`. Empty: the list cannot be read. */
export const list = new Map<string, Readonly<Record<string, string>>>();
export let asked = 0;
/** A token costs a micro-dollar. */
const fast = {
  name: "fast",
  label: "Fast",
  maxOutputTokens: 2_048,
  routes: [{ model: "google/gemini-2.5-flash", inputMicroUsdPerMTokens: 1e6, outputMicroUsdPerMTokens: 1e6 }],
};
const networkFetch = globalThis.fetch;
async function providerFetch(url: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  if (!String(url).startsWith("https://openrouter.test/")) return await networkFetch(url, init);
  if (String(url).endsWith("/models"))
    return Response.json({ data: [...list].map(([id, pricing]) => ({ id, pricing })) });
  expect(new Headers(init?.headers).get("authorization")).toBe("Bearer test-key");
  if (!String(url).includes("/generation?")) return Response.json({ error: { code: 400 } }, { status: 400 });
  asked += 1;
  const bill = bills.get(new URL(String(url)).searchParams.get("id") ?? "");
  if (bill === undefined) return Response.json({ error: { code: 404, message: "not found" } }, { status: 404 });
  const fields = typeof bill === "number" ? { total_cost: bill } : bill;
  return Response.json({ data: { native_tokens_prompt: 300, native_tokens_completion: 45, ...fields } });
}

export let redis: UpstashLocal;
let dataDir: string;
export let quota: LeasedQuota;
export let link: ReturnType<typeof connectRedis>;
beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), "sendcat-settlements-"));
  redis = await createUpstashLocal({ token: "test-token", dataDir, backend: "memory" });
  vi.stubGlobal("fetch", providerFetch);
  vi.stubEnv("OPENROUTER_API_KEY", "test-key");
  vi.stubEnv("OPENROUTER_BASE_URL", "https://openrouter.test/api/v1");
  vi.stubEnv("UPSTASH_REDIS_REST_URL", redis.url);
  vi.stubEnv("UPSTASH_REDIS_REST_TOKEN", redis.token);
  vi.stubEnv("SENDCAT_POLICY", JSON.stringify({ failure: { settlement: { waitMs: 5_000 } }, models: { fast } }));
});
afterAll(async () => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  await redis.close();
  await rm(dataDir, { recursive: true, force: true });
});
beforeEach(async () => {
  bills.clear();
  asked = 0;
  link = connectRedis({ url: redis.url, token: redis.token, timeoutMs: 10_000 });
  await link.redis.flushdb();
  const patient = { ...DEFAULT_POLICY.failure, admission: { mode: "closed", waitMs: 10_000 } } as const;
  quota = createLeasedQuota({ link, policy: { ...DEFAULT_POLICY, failure: patient } });
});
afterEach(async () => {
  vi.useRealTimers();
  // Jobs left by earlier turns would reach the next test's Redis.
  await new Promise((resolve) => setTimeout(resolve, 5));
  await Promise.all(opened.splice(0).map(async ({ t }) => await t.finishInProgressScheduledFunctions()));
});

const opened: ReturnType<typeof openDeployment>[] = [];
export function open() {
  const deployment = openDeployment();
  opened.push(deployment);
  return deployment;
}

export const today = () => serviceDay(Date.now(), DEFAULT_POLICY.timeZone).name;
export const HELD = { tokens: 2_000, costMicroUsd: 5_000 };

/** A turn that was admitted and begun, as the edge does it. */
export async function runningTurn({ service }: ReturnType<typeof openDeployment>, leaseMs = 60_000) {
  const turnId = crypto.randomUUID();
  const reserved = await quota.reserve({
    turnId,
    userId: "guest:ana",
    plan: "guest",
    nowMs: Date.now(),
    address: null,
    proven: true,
    offers: [{ model: "fast", ...HELD, routes: [sampleRoute("google/gemini-2.5-flash")], spendCapMicroUsd: 1_000_000 }],
  });
  if (!reserved.ok) throw new Error("not admitted");
  const { reservation } = reserved;
  const worker = crypto.randomUUID();
  const begin = { ...beginArgs({ turnId }), worker, leaseMs, reservation: { day: reservation.day, ...HELD } };
  await service.mutation(api.turns.begin, begin);
  return { turnId, reservation };
}

/** An answer that broke off: its estimate is charged. */
export function brokenEnding(turnId: string, over: Partial<FinishTurn> = {}): FinishTurn {
  const estimate = { usage: null, chargedMicroUsd: 120, chargedTokens: 80, isFinal: false, day: today() };
  return { ...ending(turnId, "Half an answer"), status: "stopped", ...estimate, ...over };
}

export const settled = (reservation: Reservation) => ({
  reservation,
  nowMs: Date.now(),
  costMicroUsd: 120,
  tokens: 17,
  counts: true,
  final: true,
  outcomes: [],
});
export const settleEstimate = async (reservation: Reservation) =>
  await quota.settle({ ...settled(reservation), tokens: 80, final: false });

export async function inRedis() {
  const key = `sendcat:{quota}:v2:spend:${today()}`;
  const fields = (await link.redis.hgetall<Record<string, number>>(key)) ?? {};
  const held = Object.entries(fields).filter(([name]) => name.startsWith("held|"));
  const { tokens } = (await quota.snapshot({ userId: "guest:ana", plan: "guest", nowMs: Date.now() })) ?? {};
  return {
    settled: Number(fields["settled|guest"] ?? 0),
    held: held.reduce((sum, [, amount]) => sum + Number(amount), 0),
    tokens: tokens?.used,
  };
}

export async function inLedger({ t }: ReturnType<typeof openDeployment>, turnId: string) {
  const rows = await t.query(internal.usage.byTurn, { turnId });
  return {
    kinds: rows.map(({ kind }) => kind),
    charged: rows.reduce((sum, { chargedMicroUsd }) => sum + chargedMicroUsd, 0),
    tokens: rows.reduce((sum, { chargedTokens }) => sum + chargedTokens, 0),
    cost: rows.reduce((sum, { costMicroUsd }) => sum + (costMicroUsd ?? 0), 0),
  };
}

/** Makes every settlement due, and settles it. */
export async function settleNow({ t }: ReturnType<typeof openDeployment>) {
  await t.run(async ({ db }) => {
    for (const row of await db.query("settlements").take(100)) await db.patch(row._id, { dueAtMs: 0 });
  });
  await t.action(internal.settlements.run, {});
  return await t.run(async ({ db }) => (await db.query("settlements").take(100)).length);
}
