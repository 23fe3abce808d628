import { describe, expect, it } from "vitest";
import { overridePolicy } from "./override-policy.ts";
import { quotaRoute } from "./model-route.ts";
import { DEFAULT_POLICY } from "./policy.ts";

describe("overridePolicy", () => {
  it("charges titles at the price that an operator set for their route, unless titles have their own route", () => {
    const { model, provider } = DEFAULT_POLICY.titleRoute;
    const dearer = { inputMicroUsdPerMTokens: 400_000, outputMicroUsdPerMTokens: 3_000_000 };
    const fast = { ...DEFAULT_POLICY.models["fast"], routes: [{ provider, model, ...dearer }] };
    const { id: _, upstream: __, ...own } = DEFAULT_POLICY.titleRoute;
    expect(overridePolicy(DEFAULT_POLICY, { models: { fast } }).titleRoute).toMatchObject({ model, ...dearer });
    expect(overridePolicy(DEFAULT_POLICY, { models: { fast }, titleRoute: own }).titleRoute).toMatchObject(own);
  });

  it("changes only the fields that an operator overrides", () => {
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

  const prices = { inputMicroUsdPerMTokens: 900_000, outputMicroUsdPerMTokens: 900_000 };
  const fastOn = (...routes: readonly object[]) => ({
    models: { fast: { name: "fast", label: "Fast", maxOutputTokens: 100, routes } },
  });
  const qwen = { provider: "fireworks", model: "accounts/fireworks/models/qwen3-235b-a22b", ...prices };

  it("accepts a route of another provider, and reads a route without a provider as OpenRouter's, as older overrides mean it", () => {
    const { models } = overridePolicy(DEFAULT_POLICY, fastOn({ model: "qwen/qwen3-235b-a22b", ...prices }, qwen));
    expect(models["fast"]?.routes).toEqual([
      {
        id: "qwen/qwen3-235b-a22b",
        provider: "openrouter",
        model: "qwen/qwen3-235b-a22b",
        upstream: "qwen",
        promptCache: "marked",
        ...prices,
      },
      { id: qwen.model, ...qwen, upstream: "fireworks", promptCache: "automatic" },
    ]);
    const override = { admission: { bulkheads: { fireworks_chat: 8 } } };
    expect(overridePolicy(DEFAULT_POLICY, override).admission.bulkheads).toMatchObject({ fireworks_chat: 8 });
  });

  it("lets an operator choose whether a route's requests mark what the provider may keep", () => {
    const route = { model: "anthropic/claude-sonnet-4.5", ...prices };
    const cachesOf = (...routes: readonly object[]) =>
      overridePolicy(DEFAULT_POLICY, fastOn(...routes)).models["fast"]?.routes.map(({ promptCache }) => promptCache);
    expect(cachesOf(route)).toEqual(["marked"]);
    expect(cachesOf({ ...route, promptCache: "automatic", cacheReadMicroUsdPerMTokens: 90_000 })).toEqual([
      "automatic",
    ]);
    expect(() => cachesOf({ ...route, promptCache: "always" })).toThrow("models.fast.routes.0.promptCache");
  });

  it("keeps the names that default routes have in Redis, metrics and the ledger", () => {
    const routes = Object.values(DEFAULT_POLICY.models).flatMap((model) => model.routes);
    expect(routes.map((route) => quotaRoute(route, "chat"))).toEqual(
      routes.map(({ model }) => ({ id: model, places: ["openrouter_chat", `provider:${model.split("/")[0]}`] })),
    );
  });

  it.each([
    [fastOn({ ...qwen, provider: "nobody" }), /models\.fast\.routes\.0\.provider/],
    [
      fastOn({ ...qwen, model: "a/b" }, { ...qwen, provider: "openrouter", model: "a/b" }),
      /two routes have the id "a\/b"/,
    ],
    [{ plans: { guest: { turnsPerDay: -1 } } }, /plans\.guest\.turnsPerDay/],
    [{ plans: { guest: { window: { turns: 5_000 } } } }, /plans\.guest\.window\.turns/],
    [{ plans: { pro: { providerData: "deny" } } }, /plans\.pro\.providerData/],
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
  ])("refuses %j and names the wrong field", (override, message) => {
    expect(() => overridePolicy(DEFAULT_POLICY, override)).toThrow(message);
  });
});
