import { describe, expect, it } from "vitest";
import type { Firewall, FirewallFacts } from "@sendcat/shared-types";

/** The firewall under test, and sample requests for its rules. */
export interface FirewallHarness {
  readonly firewall: Firewall;
  /** A normal request. */
  readonly ordinary: FirewallFacts;
  /** A request that a rule refuses. */
  readonly unwanted: FirewallFacts;
  /** A request that is limited to this many at a time per address. */
  readonly burst: { readonly facts: FirewallFacts; readonly limit: number };
  /** Moves the clock forward. */
  later(ms: number): void;
}

/** The tests that every Firewall must pass. `open` is called once per test. */
export function firewallContract(name: string, open: () => FirewallHarness): void {
  describe(`Firewall: ${name}`, () => {
    it("lets ordinary requests through, however many there are", () => {
      const { firewall, ordinary } = open();
      for (let n = 0; n < 100; n++) expect(firewall.check(ordinary)).toEqual({ ok: true });
    });

    it("names the rule that refused a request", () => {
      const { firewall, unwanted } = open();
      expect(firewall.check(unwanted)).toEqual({
        ok: false,
        refusal: { code: "blocked", scope: expect.stringMatching(/^waf\.[a-z-]+$/) },
      });
    });

    it("stops a flood from one address, says when to retry, and leaves other addresses alone", () => {
      const { firewall, burst, later } = open();
      const { facts, limit } = burst;
      for (let n = 0; n < limit; n++) expect(firewall.check(facts)).toEqual({ ok: true });
      const refused = firewall.check(facts);
      expect(refused).toMatchObject({
        ok: false,
        refusal: { code: "rate_limited", scope: expect.stringMatching(/^waf\./), limit, remaining: 0 },
      });
      const retryAfterMs = refused.ok ? 0 : (refused.refusal.retryAfterMs ?? 0);
      expect(retryAfterMs).toBeGreaterThan(0);
      expect(firewall.check({ ...facts, ip: "192.0.2.77" })).toEqual({ ok: true });
      later(retryAfterMs);
      expect(firewall.check(facts)).toEqual({ ok: true });
    });

    it("lets a request without an address through", () => {
      const { firewall, ordinary } = open();
      const unknown = { ip: null, country: null, asNumber: null, contentType: null, contentLength: null };
      expect(firewall.check({ ...ordinary, ...unknown })).toEqual({ ok: true });
    });
  });
}
