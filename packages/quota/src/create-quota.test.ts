import { afterAll } from "vitest";
import { quotaContract } from "@sendcat/shared-types/contracts";
import { createQuota } from "./create-quota.ts";
import { LOCAL_BACKENDS, openLocalRedis, type LocalRedis } from "./testing/local-redis.ts";

const opened: Promise<LocalRedis>[] = [];
afterAll(async () => {
  for (const local of opened) await (await local).close();
});

for (const { kind, title, skip } of LOCAL_BACKENDS) {
  let local: Promise<LocalRedis> | undefined;
  const open = () => {
    local ??= openLocalRedis(kind);
    if (!opened.includes(local)) opened.push(local);
    return local;
  };
  quotaContract(
    `Redis, on ${title}`,
    async (policy) => createQuota({ redis: (await open()).redis, policy, timeoutMs: 20_000 }),
    { skip },
  );
}
