import { openPrices } from "@sendcat/assembly/providers";
import type { ModelRoute } from "@sendcat/shared-types";
import { failed, ok, warning, type Check } from "../check.ts";

const WAIT_MS = 15_000;

/** Every model that the policy sends questions to is sold, at the policy's price. */
export const openRouterModels: Check = {
  name: "models and prices",
  needs: ["OPENROUTER_API_KEY"],
  mend: "Name models that OpenRouter lists, with its prices, in SENDCAT_POLICY, in Vercel and in Convex (docs/deploy.md, step 9).",
  async look({ env, policy }) {
    const classes = Object.values(policy.models);
    const routes = [...classes.flatMap((one) => one.routes), policy.titleRoute].filter(
      ({ provider }) => provider === "openrouter",
    );
    let fault: unknown = null;
    const prices = openPrices(["openrouter"], env, { waitMs: WAIT_MS, onFault: (cause) => void (fault = cause) });
    await prices.refresh();
    if (fault !== null) return failed(`OpenRouter's list cannot be read: ${String(fault)}`);
    const unknown = routes.filter((route) => prices.priceOf(route) === null);
    if (unknown.length > 0) return failed(`OpenRouter does not sell ${namesOf(unknown).join(", ")}`);
    const other = routes.filter((route) => !isSame(route, prices.priceOf(route) ?? route));
    if (other.length > 0) return warning(`other prices than the policy's: ${namesOf(other).join(", ")}`);
    return ok(`${namesOf(routes).length} models, at the policy's prices`);
  },
};

type Prices = Pick<ModelRoute, "inputMicroUsdPerMTokens" | "outputMicroUsdPerMTokens">;

function namesOf(routes: readonly ModelRoute[]): readonly string[] {
  return [...new Set(routes.map(({ model }) => model))];
}

function isSame(a: Prices, b: Prices): boolean {
  return (
    a.inputMicroUsdPerMTokens === b.inputMicroUsdPerMTokens && a.outputMicroUsdPerMTokens === b.outputMicroUsdPerMTokens
  );
}
