import { describe, expect, it } from "vitest";
import { CORE_CONTRACT, type OperationsLog } from "@sendcat/shared-types";

/** The tests that every OperationsLog must pass. `open` is called once. */
export function operationsLogContract(name: string, open: () => Promise<OperationsLog>): void {
  describe(`OperationsLog: ${name}`, () => {
    let opened: Promise<OperationsLog> | undefined;
    const setUp = async () => {
      const log = await (opened ??= open());
      const actor = `user:${crypto.randomUUID()}`;
      return { log, by: { actor, requestId: crypto.randomUUID() } };
    };

    it("shows who changed what and when, newest first", async () => {
      const { log, by } = await setUp();
      const beganAtMs = Date.now();
      const changes = [
        { ...by, action: "kill", detail: '{"on":true}' },
        { ...by, action: "limit", detail: '{"limit":"maxInFlight","value":7}' },
      ];
      for (const change of changes) await log.append(change);
      const [newest, before] = await log.recent();
      expect([before, newest]).toMatchObject(changes);
      for (const event of [newest, before]) expect(Math.abs((event?.atMs ?? 0) - beganAtMs)).toBeLessThan(60_000);
    });

    it("performs a task and records which operator asked for it", async () => {
      const { log, by } = await setUp();
      await log.perform({ action: "clear-cache", tool: "search_web" }, by);
      await log.perform({ action: "replay-dead-letters" }, by);
      expect((await log.recent()).slice(0, 2)).toMatchObject([
        { ...by, action: "replay-dead-letters", detail: "{}" },
        { ...by, action: "clear-cache", detail: '{"tool":"search_web"}' },
      ]);
    });

    it("cuts a long text to its beginning, and shows only the newest fifty entries", async () => {
      const { log, by } = await setUp();
      for (let n = 0; n < 50; n++) await log.append({ ...by, action: "kill", detail: `${n}` });
      await log.append({ ...by, action: "a".repeat(100), detail: "d".repeat(5_000) });
      const recent = await log.recent();
      expect(recent).toHaveLength(50);
      const [{ action, detail } = { action: "", detail: "" }] = recent;
      expect(action).toMatch(/^a{1,64}…?$/);
      expect(detail).toMatch(/^d{1,1000}…?$/);
    });

    it("says which release of the core answers", async () => {
      const { log } = await setUp();
      expect(await log.contract()).toBe(CORE_CONTRACT);
    });

    it("reports the length and age of every queue under fixed names", async () => {
      const { log } = await setUp();
      const queues = await log.queues();
      expect(queues.length).toBeGreaterThan(0);
      for (const { name, depth, oldestAgeMs } of queues) {
        expect(name).toMatch(/^[a-z ]+$/);
        expect(depth).toBeGreaterThanOrEqual(0);
        expect(oldestAgeMs).toBeGreaterThanOrEqual(0);
      }
      expect((await log.queues()).map(({ name }) => name)).toEqual(queues.map(({ name }) => name));
    });
  });
}
