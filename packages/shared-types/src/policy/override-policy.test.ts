import { describe, expect, it } from "vitest";
import { overridePolicy } from "./override-policy.ts";
import { DEFAULT_POLICY } from "./policy.ts";

describe("overridePolicy", () => {
  it("changes what an operator names and nothing else", () => {
    const policy = overridePolicy(DEFAULT_POLICY, {
      plans: { guest: { turnsPerDay: 3, window: { turns: 2 } } },
      admission: { bulkheads: { "provider:google": 5 } },
      spend: { alertsAtPercent: [90] },
    });
    const { guest } = DEFAULT_POLICY.plans;
    expect(policy.plans.guest).toEqual({ ...guest, turnsPerDay: 3, window: { ...guest.window, turns: 2 } });
    expect(policy.plans.free).toEqual(DEFAULT_POLICY.plans.free);
    expect(policy.admission.bulkheads).toEqual({ ...DEFAULT_POLICY.admission.bulkheads, "provider:google": 5 });
    expect(policy.spend).toEqual({ ...DEFAULT_POLICY.spend, alertsAtPercent: [90] });
    expect({ ...policy, plans: 0, admission: 0, spend: 0 }).toEqual({
      ...DEFAULT_POLICY,
      plans: 0,
      admission: 0,
      spend: 0,
    });
  });

  it.each([
    [{ plans: { guest: { turnsPerDay: -1 } } }, /plans\.guest\.turnsPerDay/],
    [{ plans: { guest: { window: { turns: 5_000 } } } }, /plans\.guest\.window\.turns/],
    [{ plans: { gold: {} } }, /plans/],
    [{ timeZone: "Atlantis/Capital" }, /timeZone/],
    [{ maxTurnMs: 400_000 }, /reservationTtlMs/],
    [{ checkpoint: { leaseMs: 1_000 } }, /checkpoint\.leaseMs/],
    [{ plans: { guest: { models: ["psychic"] } } }, /psychic/],
    [{ admission: { bulkheads: { everything: 1 } } }, /admission\.bulkheads/],
    [{ admission: { leaseMs: 500 } }, /admission\.leaseMs/],
    [{ failure: { admission: { mode: "open" } } }, /failure\.admission\.limiter/],
    [{ failure: { ledger: { mode: "open" } } }, /failure\.ledger\.mode/],
    [{ spendPerDay: 1 }, /spendPerDay/],
    ["yes", /policy/],
  ])("refuses %j and names what is wrong", (override, message) => {
    expect(() => overridePolicy(DEFAULT_POLICY, override)).toThrow(message);
  });
});
