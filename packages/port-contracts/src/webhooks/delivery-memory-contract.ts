import { describe, expect, it } from "vitest";
import type { DeliveryMemory } from "@sendcat/shared-types";

/** Two processes' memories of one store, and one whose store is unreachable. */
export interface DeliveryMemoryHarness {
  readonly memory: DeliveryMemory;
  readonly elsewhere: DeliveryMemory;
  readonly unreachable: DeliveryMemory;
}

/** The tests that every DeliveryMemory must pass. `open` is called once per test; `skip` is the reason not to run. */
export function deliveryMemoryContract(
  name: string,
  open: () => Promise<DeliveryMemoryHarness>,
  options: { readonly skip?: string | undefined } = {},
): void {
  const title = options.skip === undefined ? name : `${name} (skipped: ${options.skip})`;
  describe.skipIf(options.skip !== undefined)(`DeliveryMemory: ${title}`, () => {
    const newId = () => `evt_${crypto.randomUUID()}`;

    it("recognises a repeated event on every host, and never a new one", async () => {
      const { memory, elsewhere } = await open();
      const eventId = newId();
      expect(await memory.has("stripe", eventId)).toBe(false);
      await memory.remember("stripe", eventId);
      await memory.remember("stripe", eventId);
      for (const process of [memory, elsewhere]) {
        expect(await process.has("stripe", eventId)).toBe(true);
        expect(await process.has("bank", eventId)).toBe(false);
        expect(await process.has("stripe", newId())).toBe(false);
      }
    });

    it("keeps event names apart, whatever characters they contain", async () => {
      const { memory } = await open();
      const id = newId();
      await memory.remember(`a ${id}`, "b");
      await memory.remember(`a:${id}`, "b:c");
      expect(await memory.has("a", `${id} b`)).toBe(false);
      expect(await memory.has(`a:${id}:b`, "c")).toBe(false);
    });

    it("does not reject when its store is unreachable: the inbox decides", async () => {
      const { unreachable } = await open();
      const eventId = newId();
      expect(await unreachable.has("stripe", eventId)).toBe(false);
      await unreachable.remember("stripe", eventId);
      expect(await unreachable.has("stripe", newId())).toBe(false);
    });
  });
}
