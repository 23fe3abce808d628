import { afterAll } from "vitest";
import { quotaContract } from "@sendcat/port-contracts";
import { createLeasedQuota } from "./create-quota.ts";
import { LOCAL_BACKENDS, openLocalRedis, type LocalRedis } from "../testing/local-redis.ts";
import { patient } from "./testing/patient.ts";

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
    async (policy) => {
      const { link, redis } = await open();
      // Each test has its own day; flushing clears the state that is not kept by day.
      await redis.flushdb();
      return createLeasedQuota({ link, policy: { ...patient(), ...policy, failure: patient().failure } });
    },
    { skip },
  );
}
