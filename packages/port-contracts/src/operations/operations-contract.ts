import { describe, expect, it } from "vitest";
import { counted, LIMIT_NAMES, type Increments, type Operations } from "@sendcat/shared-types";

/** The Operations under test, on a service where nothing has happened yet. */
export interface OperationsHarness {
  readonly operations: Operations;
  /** Another host of the same service. */
  readonly elsewhere: Operations;
  /** Counts, and waits until the counts have arrived. */
  count(increments: Increments): Promise<void>;
}

const TURN = counted("turns", ["guest", "complete", "", ""]);

/** The tests that every Operations must pass. `open` is called once per test; `skip` is the reason not to run. */
export function operationsContract(
  name: string,
  open: () => Promise<OperationsHarness>,
  options: { readonly skip?: string | undefined } = {},
): void {
  const title = options.skip === undefined ? name : `${name} (skipped: ${options.skip})`;
  describe.skipIf(options.skip !== undefined)(`Operations: ${title}`, () => {
    const read = async (operations: Operations) => await operations.read({ nowMs: Date.now(), minutes: 60 });
    const controlsOf = async (operations: Operations) => (await read(operations)).controls;

    it("shows each switch on every host, and releases it again", async () => {
      const { operations, elsewhere } = await open();
      expect(await controlsOf(elsewhere)).toEqual({ kill: false, drain: false, limits: {} });
      for (const on of [true, true]) await operations.change({ action: "kill", on });
      expect(await controlsOf(elsewhere)).toEqual({ kill: true, drain: false, limits: {} });
      await elsewhere.change({ action: "drain", on: true });
      await operations.change({ action: "kill", on: false });
      expect(await controlsOf(operations)).toEqual({ kill: false, drain: true, limits: {} });
    });

    it("keeps an operator's limit, zero included, until the policy's limit is restored", async () => {
      const { operations, elsewhere } = await open();
      for (const [value, limit] of LIMIT_NAMES.entries()) await operations.change({ action: "limit", limit, value });
      const all = Object.fromEntries(LIMIT_NAMES.map((name, value) => [name, value]));
      expect((await controlsOf(elsewhere)).limits).toEqual(all);
      for (const limit of LIMIT_NAMES) await elsewhere.change({ action: "limit", limit, value: null });
      expect((await controlsOf(operations)).limits).toEqual({});
    });

    it("shows totals and counts by minute, oldest first", async () => {
      const { operations, count } = await open();
      await count(TURN);
      const { totals, minutes } = await read(operations);
      expect(totals).toEqual(TURN);
      expect(minutes.map(({ counts }) => counts)).toContainEqual(TURN);
      const order = minutes.map(({ minute }) => minute);
      expect(order).toEqual(order.toSorted((a, b) => a - b));
      expect(order.every((minute) => Math.abs(minute - Date.now() / 60_000) < 60)).toBe(true);
    });

    it("shows money and places as whole numbers that are never negative", async () => {
      const { operations } = await open();
      const { open: places, hosts, spend } = await read(operations);
      for (const number of [...Object.values(places), hosts, spend.settledMicroUsd, spend.heldMicroUsd])
        expect(number).toSatisfy((value: number) => Number.isInteger(value) && value >= 0);
    });
  });
}
