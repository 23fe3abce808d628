import { metricsContract, operationsContract } from "@sendcat/port-contracts";
import { DEFAULT_POLICY } from "@sendcat/shared-types";
import { afterAll } from "vitest";
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
}
