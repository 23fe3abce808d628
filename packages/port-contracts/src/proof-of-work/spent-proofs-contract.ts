import { describe, expect, it } from "vitest";
import type { SpentProofs } from "@sendcat/shared-types";

/**
 * The tests that every SpentProofs must pass. `open` is called once per test and returns a function that adds a host of the same service;
 * `skip` is the reason not to run.
 */
export function spentProofsContract(
  name: string,
  open: () => Promise<() => SpentProofs>,
  options: { readonly skip?: string | undefined } = {},
): void {
  const title = options.skip === undefined ? name : `${name} (skipped: ${options.skip})`;
  describe.skipIf(options.skip !== undefined)(`SpentProofs: ${title}`, () => {
    const fresh = () => ({ name: crypto.randomUUID(), expiresAtMs: Date.now() + 600_000 });

    it("accepts a proof once across all hosts, so that a bot has to work for every session", async () => {
      const host = await open();
      const proof = fresh();
      const [one, other] = [host(), host()];
      expect([await one.spend(proof), await one.spend(proof), await other.spend(proof)]).toEqual([true, false, false]);
      expect(await other.spend(fresh())).toBe(true);
    });

    it("accepts it once when 20 hosts receive it at the same time", async () => {
      const host = await open();
      const proof = fresh();
      const taken = await Promise.all(Array.from({ length: 20 }, async () => await host().spend(proof)));
      expect(taken.filter(Boolean)).toHaveLength(1);
    });

    it("recognises a spent proof by its name, whatever expiry is claimed", async () => {
      const host = await open();
      const proof = fresh();
      expect(await host().spend(proof)).toBe(true);
      expect(await host().spend({ ...proof, expiresAtMs: proof.expiresAtMs + 1 })).toBe(false);
    });
  });
}
