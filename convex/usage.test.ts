// @vitest-environment edge-runtime
import { expect, it } from "vitest";
import { internal } from "./_generated/api.js";
import { openDeployment } from "./model/platform/deployment.fixture.ts";
import { LIMITS } from "./model/platform/limits.ts";

type Deployment = ReturnType<typeof openDeployment>;

async function book(
  { t }: Deployment,
  rows: number,
  fields: { readonly day: string; readonly costMicroUsd: number | null },
) {
  await t.run(async ({ db }) => {
    for (let i = 0; i < rows; i++) {
      await db.insert("usageLedger", {
        kind: "turn",
        turnId: crypto.randomUUID(),
        ownerId: "guest:ana",
        plan: "guest",
        day: fields.day,
        model: "fast",
        route: null,
        generationId: null,
        outcome: "complete",
        inputTokens: 10,
        outputTokens: 5,
        reasoningTokens: 0,
        cachedInputTokens: 0,
        costMicroUsd: fields.costMicroUsd,
        chargedMicroUsd: 7,
        chargedTokens: 15,
        counts: true,
        final: fields.costMicroUsd !== null,
      });
    }
  });
}

async function days({ t }: Deployment) {
  const rows = await t.run(async ({ db }) => await db.query("usageDays").take(10));
  return rows.map(({ day, turns, costMicroUsd, estimatedTurns }) => ({
    day,
    turns,
    costMicroUsd,
    estimatedTurns,
  }));
}

it("counts every ledger row once, on its day, over many batches", async () => {
  const deployment = openDeployment();
  const { t } = deployment;
  await book(deployment, LIMITS.rollUpBatch + 20, { day: "2026-11-23", costMicroUsd: 3 });
  await book(deployment, 2, { day: "2026-11-24", costMicroUsd: null });
  await expect.poll(async () => (await t.mutation(internal.usage.rollUp, { settledForMs: 0 })).rolledUp).toBe(0);
  await t.finishInProgressScheduledFunctions();
  const turns = LIMITS.rollUpBatch + 20;
  expect(await days(deployment)).toEqual([
    { day: "2026-11-23", turns, costMicroUsd: 3 * turns, estimatedTurns: 0 },
    { day: "2026-11-24", turns: 2, costMicroUsd: 0, estimatedTurns: 2 },
  ]);
  await book(deployment, 1, { day: "2026-11-24", costMicroUsd: 3 });
  await expect.poll(async () => (await t.mutation(internal.usage.rollUp, { settledForMs: 0 })).rolledUp).toBe(1);
  expect((await days(deployment))[1]).toMatchObject({ turns: 3, costMicroUsd: 3 });
});

it("waits until no row with an earlier creation time can still appear", async () => {
  const deployment = openDeployment();
  await book(deployment, 1, { day: "2026-11-23", costMicroUsd: 3 });
  expect(await deployment.t.mutation(internal.usage.rollUp, { settledForMs: 60_000 })).toEqual({ rolledUp: 0 });
  expect(await days(deployment)).toEqual([]);
});
