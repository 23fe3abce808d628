import { describe, expect, it } from "vitest";
import type { Throttle, ThrottleName } from "@sendcat/shared-types";

/** Requests per window and key, by throttle. */
export type ThrottleContractLimits = Readonly<
  Record<ThrottleName, { readonly requests: number; readonly windowSeconds: number }>
>;

/**
 * The tests that every Throttle must pass. `open` is called once per test and may return the same store each time; `skip` is the reason not
 * to run.
 */
export function throttleContract(
  name: string,
  open: (limits: ThrottleContractLimits) => Promise<Throttle>,
  options: { readonly skip?: string | undefined } = {},
): void {
  const title = options.skip === undefined ? name : `${name} (skipped: ${options.skip})`;
  describe.skipIf(options.skip !== undefined)(`Throttle: ${title}`, () => {
    const windowSeconds = 600;
    const setUp = async () => ({
      throttle: await open({
        session: { requests: 3, windowSeconds },
        "session-free": { requests: 9, windowSeconds },
        "session-service": { requests: 9, windowSeconds },
        read: { requests: 5, windowSeconds },
        "empty-answer": { requests: 9, windowSeconds },
        webhook: { requests: 9, windowSeconds },
        code: { requests: 9, windowSeconds },
        "code-account": { requests: 9, windowSeconds },
        "code-account-day": { requests: 9, windowSeconds },
        "sign-in": { requests: 9, windowSeconds },
        "sign-in-account": { requests: 9, windowSeconds },
        "code-tries-day": { requests: 9, windowSeconds },
        "password-tries-day": { requests: 9, windowSeconds },
        billing: { requests: 9, windowSeconds },
        report: { requests: 9, windowSeconds },
        attachment: { requests: 9, windowSeconds },
        providers: { requests: 9, windowSeconds },
        image: { requests: 9, windowSeconds },
      }),
      key: crypto.randomUUID(),
    });
    const takeTimes = async (throttle: Throttle, [name, key, times]: readonly [ThrottleName, string, number]) => {
      const results = [];
      for (let i = 0; i < times; i++) results.push(await throttle.take(name, key));
      return results;
    };

    it("lets the limit through, then says how long to wait", async () => {
      const { throttle, key } = await setUp();
      const results = await takeTimes(throttle, ["session", key, 4]);
      expect(results.map(({ ok }) => ok)).toEqual([true, true, true, false]);
      expect(results.slice(0, 3).map((result) => (result.ok ? result.remaining : -1))).toEqual([2, 1, 0]);
      const last = results[3];
      expect(last).toMatchObject({ ok: false, limit: 3, degraded: false });
      expect(last?.ok === false ? last.retryAfterMs : 0).toSatisfy(
        (ms: number) => ms > 0 && ms <= windowSeconds * 1_000,
      );
    });

    it("keeps one address's flood away from the others", async () => {
      const { throttle, key } = await setUp();
      await takeTimes(throttle, ["session", key, 4]);
      expect(await throttle.take("session", `${key}-neighbour`)).toMatchObject({ ok: true, degraded: false });
    });

    it("counts each kind of request separately", async () => {
      const { throttle, key } = await setUp();
      await takeTimes(throttle, ["session", key, 4]);
      const reads = await takeTimes(throttle, ["read", key, 6]);
      expect(reads.map(({ ok }) => ok)).toEqual([true, true, true, true, true, false]);
    });

    it("admits no more than the limit when 50 come at once", async () => {
      const { throttle, key } = await setUp();
      const results = await Promise.all(Array.from({ length: 50 }, () => throttle.take("read", key)));
      expect(results.filter(({ ok }) => ok)).toHaveLength(5);
    });
  });
}
