import { describe, expect, it } from "vitest";
import { counted, observed, type Increments, type Metrics } from "@sendcat/shared-types";

/** The Metrics under test, and controls for their surroundings. */
export interface MetricsHarness {
  readonly metrics: Metrics;
  /** Another process of the same service. */
  readonly elsewhere: Metrics;
  /** All counts so far, after they have arrived. */
  totals(): Promise<Increments>;
  /** Metrics whose store is unreachable. */
  readonly unreachable: Metrics;
}

const TURN = counted("turns", ["guest", "complete", "", ""]);

/** The tests that every Metrics must pass. `open` is called once per test; `skip` is the reason not to run. */
export function metricsContract(
  name: string,
  open: () => Promise<MetricsHarness>,
  options: { readonly skip?: string | undefined } = {},
): void {
  const title = options.skip === undefined ? name : `${name} (skipped: ${options.skip})`;
  describe.skipIf(options.skip !== undefined)(`Metrics: ${title}`, () => {
    it("adds up the counts of all processes, each series by itself", async () => {
      const { metrics, elsewhere, totals } = await open();
      metrics.count(TURN);
      metrics.count({ ...TURN, ...observed("firstToken", ["fast"], 0.3) });
      elsewhere.count(TURN);
      const all = await totals();
      const [turns = ""] = Object.keys(TURN);
      expect(all[turns]).toBe(3);
      expect(all["firstToken|fast|s"]).toBe(300);
      expect(Object.keys(all)).toHaveLength(3);
    });

    it("neither throws nor waits when counts cannot be sent", async () => {
      const { unreachable } = await open();
      const beganAtMs = performance.now();
      for (let n = 0; n < 100; n++) expect(unreachable.count(TURN)).toBeUndefined();
      expect(performance.now() - beganAtMs).toBeLessThan(1_000);
    });
  });
}
