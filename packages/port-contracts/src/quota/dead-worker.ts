import { describe, expect, it } from "vitest";
import { DEFAULT_POLICY } from "@sendcat/shared-types";
import { admitted, spend, type SetUp } from "./quota-set-up.ts";

const { reservationTtlMs: TTL_MS, leaseMs: LEASE_MS } = DEFAULT_POLICY.admission;

export function deadWorker(setUp: SetUp): void {
  describe("a worker that dies", () => {
    it("frees its places when its lease expires", async () => {
      const { reserve, snapshot, noonMs } = await setUp();
      admitted(await reserve(0));
      admitted(await reserve(1));
      expect(await reserve(2, { nowMs: noonMs + LEASE_MS - 1 })).toMatchObject({ ok: false });
      expect(await snapshot(noonMs + LEASE_MS)).toMatchObject({ inFlight: { used: 0 } });
      admitted(await reserve(2, { nowMs: noonMs + LEASE_MS }));
    });

    it("frees its money when its reservation expires, and no sooner", async () => {
      const { reserve, noonMs } = await setUp(spend(10_000));
      const { expiresAtMs } = admitted(await reserve(0, { costMicroUsd: 10_000 }));
      expect(expiresAtMs).toBeGreaterThanOrEqual(noonMs + TTL_MS);
      expect(expiresAtMs).toBeLessThanOrEqual(noonMs + TTL_MS + 15_000);
      expect(await reserve(1, { nowMs: expiresAtMs - 1 })).toMatchObject({ ok: false });
      admitted(await reserve(1, { nowMs: expiresAtMs, costMicroUsd: 10_000 }));
    });

    it("is charged the cost of a late answer once, although its reservation had expired", async () => {
      const { reserve, settle } = await setUp(spend(10_000));
      const late = admitted(await reserve(0, { costMicroUsd: 5_000 }));
      const nowMs = late.expiresAtMs;
      for (let i = 0; i < 2; i++) expect((await settle(late, { nowMs, costMicroUsd: 3_000 })).settled).toBe(true);
      expect(await reserve(2, { nowMs, costMicroUsd: 7_001 })).toMatchObject({ ok: false });
      admitted(await reserve(2, { nowMs, costMicroUsd: 7_000 }));
    });
  });
}
