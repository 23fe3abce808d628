import { describe, expect, it } from "vitest";
import { overridePolicy } from "./override-policy.ts";
import { DEFAULT_POLICY } from "./policy.ts";

describe("overridePolicy", () => {
  it("changes what an operator names and nothing else", () => {
    const policy = overridePolicy(DEFAULT_POLICY, {
      plans: { guest: { turnsPerDay: 3 } },
      history: { maxMessages: 5 },
    });
    expect(policy.plans.guest).toEqual({ ...DEFAULT_POLICY.plans.guest, turnsPerDay: 3 });
    expect(policy.plans.free).toEqual(DEFAULT_POLICY.plans.free);
    expect(policy.history).toEqual({ ...DEFAULT_POLICY.history, maxMessages: 5 });
    expect({ ...policy, plans: 0, history: 0 }).toEqual({ ...DEFAULT_POLICY, plans: 0, history: 0 });
  });

  it.each([
    [{ plans: { guest: { turnsPerDay: -1 } } }, /plans\.guest\.turnsPerDay/],
    [{ plans: { gold: {} } }, /plans/],
    [{ timeZone: "Atlantis/Capital" }, /timeZone/],
    [{ maxTurnMs: 400_000 }, /reservationTtlMs/],
    [{ checkpoint: { leaseMs: 1_000 } }, /checkpoint\.leaseMs/],
    [{ plans: { guest: { models: ["psychic"] } } }, /psychic/],
    [{ spendPerDay: 1 }, /spendPerDay/],
    ["yes", /policy/],
  ])("refuses %j and names what is wrong", (override, message) => {
    expect(() => overridePolicy(DEFAULT_POLICY, override)).toThrow(message);
  });
});
