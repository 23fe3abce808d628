import { sampleRoute } from "@sendcat/port-contracts";
import { PLANS, type Offer, type ReserveRequest } from "@sendcat/shared-types";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createLeasedQuota } from "../create-quota.ts";
import { LOCAL_BACKENDS, openLocalRedis, type LocalRedis } from "../../testing/local-redis.ts";
import { patient } from "../testing/patient.ts";

let local: LocalRedis;
beforeAll(async () => {
  const backend = LOCAL_BACKENDS.find(({ skip }) => skip === undefined) ?? LOCAL_BACKENDS[0];
  local = await openLocalRedis(backend.kind);
});
afterAll(() => local?.close());

const START_MS = Date.parse("2026-03-03T17:00:00Z");
const offer: Offer = {
  model: "m",
  tokens: 10,
  costMicroUsd: 10,
  spendCapMicroUsd: 1_000,
  routes: [sampleRoute("google/gemini")],
};
const ana = { userId: "guest:ana", plan: "guest" } as const;

it("keeps renewing a turn's lease after another process returned the turn and this one admitted it again", async () => {
  const policy = patient({ plans: PLANS });
  const { leaseMs } = policy.admission;
  const open = () =>
    createLeasedQuota({
      link: local.link,
      policy,
      onFault: ({ operation, cause }) => expect.fail(`${operation}: ${String(cause)}`),
    });
  const [first, second] = [open(), open()];
  const request: ReserveRequest = {
    ...ana,
    turnId: "again",
    nowMs: START_MS,
    address: null,
    proven: true,
    offers: [offer],
  };
  const reserved = await first.reserve(request);
  if (!reserved.ok) expect.fail(reserved.refusal.scope);
  await second.settle({
    reservation: { ...ana, turnId: "again", day: reserved.reservation.day },
    nowMs: START_MS + 1,
    costMicroUsd: 0,
    tokens: 0,
    counts: false,
    final: true,
    outcomes: [],
  });
  const laterMs = START_MS + leaseMs + 1;
  expect(await first.reserve({ ...request, nowMs: laterMs })).toMatchObject({ ok: true });
  const beats = [1, 2, 3].map((beat) => laterMs + (beat * leaseMs) / 2);
  for (const nowMs of beats) {
    await first.beat(nowMs);
    expect((await second.snapshot({ ...ana, nowMs }))?.inFlight.used).toBe(1);
  }
});
