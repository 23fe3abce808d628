import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectRedis } from "../connection/connect-redis.ts";
import { LOCAL_BACKENDS, openLocalRedis, type LocalRedis } from "../testing/local-redis.ts";
import { createDeliveryMemory } from "./create-delivery-memory.ts";

for (const { kind, title, skip } of LOCAL_BACKENDS) {
  describe.skipIf(skip !== undefined)(`a memory of deliveries, on ${title}`, () => {
    let local: LocalRedis;
    beforeAll(async () => {
      local = await openLocalRedis(kind);
    });
    afterAll(() => local?.close());

    it("knows what it was told, by source and event", async () => {
      const memory = createDeliveryMemory({ link: local.link, waitMs: 3_000 });
      expect(await memory.has("stripe", "evt_1")).toBe(false);
      await memory.remember("stripe", "evt_1");
      const elsewhere = createDeliveryMemory({ link: local.link, waitMs: 3_000 });
      for (const process of [memory, elsewhere]) {
        expect(await process.has("stripe", "evt_1")).toBe(true);
        expect(await process.has("other", "evt_1")).toBe(false);
        expect(await process.has("stripe", "evt_2")).toBe(false);
      }
    });
  });
}

it("a memory without Redis knows what it was told itself, quickly, and breaks nothing", async () => {
  const link = connectRedis({ url: "http://127.0.0.1:1", token: "none", timeoutMs: 250 });
  const memory = createDeliveryMemory({ link, waitMs: 250 });
  await memory.remember("stripe", "evt_1");
  expect(await memory.has("stripe", "evt_1")).toBe(true);
  expect(await memory.has("stripe", "evt_2")).toBe(false);
});
