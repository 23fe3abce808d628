// @vitest-environment edge-runtime
import { describe, expect, it } from "vitest";
import { api, internal } from "./_generated/api.js";
import { firstPage, openDeployment } from "./model/deployment.fixture.ts";
import { LIMITS } from "./model/limits.ts";

const operatorOf = ({ t }: ReturnType<typeof openDeployment>) =>
  t.withIdentity({ subject: "user-op", kind: "user", plan: "pro", role: "operator" });

describe("what was counted by minute", () => {
  it("is kept once, however often its roll-up is repeated", async () => {
    const deployment = openDeployment();
    const minute = { minute: 29_000_000, counts: { "turns|guest|finish||": 3 } };
    for (let i = 0; i < 3; i++) await deployment.t.mutation(internal.operations.saveMinute, minute);
    const { page } = await operatorOf(deployment).query(api.operations.history, { paginationOpts: firstPage });
    expect(page).toEqual([minute]);
  });

  it("is told newest first, and goes after thirty days", async () => {
    const deployment = openDeployment();
    const save = (minute: number) => deployment.t.mutation(internal.operations.saveMinute, { minute, counts: {} });
    await save(29_000_000);
    await save(29_000_001);
    await save(29_000_001 + LIMITS.minutesKept);
    const { page } = await operatorOf(deployment).query(api.operations.history, { paginationOpts: firstPage });
    expect(page.map(({ minute }) => minute)).toEqual([29_000_001 + LIMITS.minutesKept, 29_000_001]);
  });
});

describe("who changed what", () => {
  it("is told newest first, cut to its bounds", async () => {
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

describe("what waits", () => {
  it("is nothing on a new deployment, and what is due from its moment on", async () => {
    const { t, service } = openDeployment();
    const empty = { name: "settlements", depth: 0, oldestAgeMs: 0 };
    expect(await service.query(api.operations.queues, {})).toEqual([empty]);
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
    expect(await service.query(api.operations.queues, {})).toEqual([empty]);
    await insert(Date.now() - 5_000);
    const [queue] = await service.query(api.operations.queues, {});
    expect(queue?.depth).toBe(1);
    expect(queue?.oldestAgeMs).toBeGreaterThanOrEqual(5_000);
  });
});
