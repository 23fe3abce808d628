import { deliveryMemoryContract } from "@sendcat/port-contracts";
import { afterAll, expect, it } from "vitest";
import { connectRedis } from "../connection/connect-redis.ts";
import { LOCAL_BACKENDS, openLocalRedis, type LocalRedis } from "../testing/local-redis.ts";
import { createDeliveryMemory } from "./create-delivery-memory.ts";

const away = () => {
  const link = connectRedis({ url: "http://127.0.0.1:1", token: "none", timeoutMs: 250 });
  return createDeliveryMemory({ link, waitMs: 250 });
};

const opened: LocalRedis[] = [];
afterAll(async () => {
  for (const local of opened) await local.close();
});

for (const { kind, title, skip } of LOCAL_BACKENDS) {
  let local: Promise<LocalRedis> | undefined;
  const open = async () => {
    const { link } = await (local ??= openLocalRedis(kind).then((made) => (opened.push(made), made)));
    const host = () => createDeliveryMemory({ link, waitMs: 20_000 });
    return { memory: host(), elsewhere: host(), unreachable: away() };
  };
  deliveryMemoryContract(`Redis, on ${title}`, open, { skip });
}

it("without Redis, remembers the deliveries of this process, answers quickly and does not throw", async () => {
  const memory = away();
  await memory.remember("stripe", "evt_1");
  expect(await memory.has("stripe", "evt_1")).toBe(true);
  expect(await memory.has("stripe", "evt_2")).toBe(false);
});
