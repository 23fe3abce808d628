import { metricsContract, operationsContract, sampleRoute } from "@sendcat/port-contracts";
import { DEFAULT_POLICY } from "@sendcat/shared-types";
import { afterAll, expect, it } from "vitest";
import { createLeasedQuota } from "../admission/create-quota.ts";
import { patient } from "../admission/testing/patient.ts";
import { connectRedis } from "../connection/connect-redis.ts";
import type { RedisLink } from "../connection/redis-link.ts";
import type { QuotaRedis } from "../connection/quota-redis.ts";
import { createMetrics } from "../metrics/create-metrics.ts";
import { flushMetrics } from "../metrics/metrics-buffer.ts";
import { LOCAL_BACKENDS, openLocalRedis, type LocalRedis } from "../testing/local-redis.ts";
import { createOperations } from "./create-operations.ts";

const opened: LocalRedis[] = [];
afterAll(async () => {
  for (const local of opened) await local.close();
});

const metricsOn = (link: RedisLink<QuotaRedis>, worker: string) =>
  createMetrics({ worker, link, waitMs: 5_000, now: Date.now, outlive: () => undefined });

for (const { kind, title, skip } of LOCAL_BACKENDS) {
  let made: Promise<LocalRedis> | undefined;
  const open = async () => {
    const local = await (made ??= openLocalRedis(kind).then((fresh) => (opened.push(fresh), fresh)));
    await local.redis.flushall();
    return local;
  };
  const operationsOn = ({ link }: LocalRedis) =>
    createOperations({ link, timeZone: DEFAULT_POLICY.timeZone, waitMs: 20_000 });

  metricsContract(
    `Redis, on ${title}`,
    async () => {
      const local = await open();
      const [metrics, elsewhere] = [metricsOn(local.link, "one"), metricsOn(local.link, "two")];
      const nowhere = connectRedis({ url: "http://127.0.0.1:9", token: "none", timeoutMs: 200 });
      return {
        metrics,
        elsewhere,
        async totals() {
          for (const each of [metrics, elsewhere]) await flushMetrics(each, local.redis);
          return (await operationsOn(local).read({ nowMs: Date.now(), minutes: 60 })).totals;
        },
        unreachable: metricsOn(nowhere, "away"),
      };
    },
    { skip },
  );

  operationsContract(
    `Redis, on ${title}`,
    async () => {
      const local = await open();
      const metrics = metricsOn(local.link, "one");
      return {
        operations: operationsOn(local),
        elsewhere: operationsOn(local),
        async count(increments) {
          metrics.count(increments);
          await flushMetrics(metrics, local.redis);
        },
      };
    },
    { skip },
  );

  it.skipIf(skip !== undefined)(`shows operators no client's address, on ${title}`, async () => {
    const local = await open();
    const quota = createLeasedQuota({ link: local.link, policy: patient() });
    const routes = [sampleRoute("google/gemini")] as const;
    const offer = { model: "fast", tokens: 1, costMicroUsd: 1, spendCapMicroUsd: 1_000, routes };
    const request = { turnId: "one", userId: "guest:ana", plan: "guest", nowMs: Date.now(), proven: true } as const;
    expect(await quota.reserve({ ...request, address: "192.0.2.1", offers: [offer] })).toMatchObject({ ok: true });
    const reading = await operationsOn(local).read({ nowMs: Date.now(), minutes: 60 });
    expect(reading.open).toEqual({ all: 1, openrouter_chat: 1, "provider:google": 1 });
    expect(JSON.stringify(reading)).not.toContain("192.0.2.1");
  });
}
