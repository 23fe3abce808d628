// @vitest-environment edge-runtime
import { describe, expect, it } from "vitest";
import { api, internal } from "./_generated/api.js";
import { firstPage, openDeployment } from "./model/platform/deployment.fixture.ts";
import { LIMITS } from "./model/platform/limits.ts";

const operatorOf = ({ t }: ReturnType<typeof openDeployment>) =>
  t.withIdentity({ subject: "user-op", kind: "user", plan: "pro", role: "operator" });

describe("counts by minute", () => {
  it("are kept once, however often their roll-up is repeated", async () => {
    const deployment = openDeployment();
    const minute = { minute: 29_000_000, counts: { "turns|guest|finish||": 3 } };
    for (let i = 0; i < 3; i++) await deployment.t.mutation(internal.operations.saveMinute, minute);
    const { page } = await operatorOf(deployment).query(api.operations.history, { paginationOpts: firstPage });
    expect(page).toEqual([minute]);
  });

  it("are listed newest first, and deleted after thirty days", async () => {
    const deployment = openDeployment();
    const save = (minute: number) => deployment.t.mutation(internal.operations.saveMinute, { minute, counts: {} });
    await save(29_000_000);
    await save(29_000_001);
    await save(29_000_001 + LIMITS.minutesKept);
    const { page } = await operatorOf(deployment).query(api.operations.history, { paginationOpts: firstPage });
    expect(page.map(({ minute }) => minute)).toEqual([29_000_001 + LIMITS.minutesKept, 29_000_001]);
  });
});

describe("the log of changes", () => {
  it("is listed newest first, cut to its limits", async () => {
    const { service } = openDeployment();
    const event = { actor: "user-op", requestId: "request-1", action: "kill", detail: '{"on":true}' };
    await service.mutation(api.operations.append, event);
    await service.mutation(api.operations.append, { ...event, detail: "x".repeat(LIMITS.eventDetailChars + 1) });
    const [newest, oldest, ...rest] = await service.query(api.operations.recent, {});
    expect(rest).toEqual([]);
    expect(oldest).toMatchObject(event);
    expect(newest?.detail.length).toBe(LIMITS.eventDetailChars);
  });
});

describe("the queues", () => {
  it("are empty on a new deployment, and show what is due", async () => {
    const { t, service } = openDeployment();
    const empty = { name: "settlements", depth: 0, oldestAgeMs: 0 };
    const others = [
      { name: "searches", depth: 0, oldestAgeMs: 0 },
      { name: "dead letters", depth: 0, oldestAgeMs: 0 },
    ];
    expect(await service.query(api.operations.queues, {})).toEqual([empty, ...others]);
    const nothing = { costMicroUsd: 0, tokens: 0 };
    const owed = {
      ownerId: "guest:ana",
      plan: "guest",
      day: "2026-11-23",
      counts: true,
      charged: nothing,
      known: nothing,
    } as const;
    const rest = { generationId: null, tell: "final", asked: 0 } as const;
    const insert = (dueAtMs: number) =>
      t.run(({ db }) =>
        db.insert("settlements", {
          ...owed,
          ...rest,
          turnId: crypto.randomUUID(),
          abandonedGenerationIds: [],
          dueAtMs,
        }),
      );
    await insert(Date.now() + 60_000);
    expect(await service.query(api.operations.queues, {})).toEqual([empty, ...others]);
    await insert(Date.now() - 5_000);
    const [queue] = await service.query(api.operations.queues, {});
    expect(queue?.depth).toBe(1);
    expect(queue?.oldestAgeMs).toBeGreaterThanOrEqual(5_000);
  });
});

describe("a billing event that failed for good", () => {
  it("is a dead letter until an operator replays it, and the replay is logged", async () => {
    const { t, service } = openDeployment();
    const charge = {
      chargeId: "ch_1",
      customerId: "cus_1",
      outcome: "paid",
      amountMinor: 1,
      refundedMinor: 0,
    } as const;
    const event = { kind: "charge", ...charge, currency: "usd" } as const;
    const named = { source: "stripe", eventId: "evt_1", type: "charge.succeeded", version: "1" };
    await t.run(({ db }) =>
      db.insert("webhookEvents", { ...named, state: "dead", attempts: 5, event, error: "Error: it was away" }),
    );
    const dead = async () =>
      (await service.query(api.operations.queues, {})).find(({ name }) => name === "dead letters")?.depth;
    expect(await dead()).toBe(1);
    const by = { actor: "user-op", requestId: "request-1" };
    await service.mutation(api.operations.perform, { ...by, task: { action: "replay-dead-letters" } });
    expect(await dead()).toBe(0);
    expect(await t.run(({ db }) => db.query("webhookEvents").collect())).toMatchObject([
      { ...named, state: "applied", attempts: 6, error: null },
    ]);
    expect(await service.query(api.operations.recent, {})).toMatchObject([{ ...by, action: "replay-dead-letters" }]);
  });
});
