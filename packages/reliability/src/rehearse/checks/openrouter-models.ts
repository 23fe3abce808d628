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
    const routes = [...classes.flatMap((one) => one.routes), policy.titleRoute].filter(({ provider }) => provider === "openrouter");
    let fault: unknown = null;
    const prices = openPrices(["openrouter"], env, { waitMs: WAIT_MS, onFault: (cause) => void (fault = cause) });
    await prices.refresh();
    if (fault !== null) return failed(`OpenRouter's list cannot be read: ${String(fault)}`);
    const models = [...new Map(routes.map((route) => [route.model, route])).values()];
    const unknown = models.filter((route) => prices.priceOf(route) === null);
    if (unknown.length > 0) return failed(`OpenRouter does not sell ${unknown.map(({ model }) => model).join(", ")}`);
    const other = models.filter((route) => !isSame(route, prices.priceOf(route) ?? route));
    if (other.length > 0) return warning(`other prices than the policy's: ${other.map(({ model }) => model).join(", ")}`);
    return ok(`${models.length} models, at the policy's prices`);
  },
};

type Prices = Pick<ModelRoute, "inputMicroUsdPerMTokens" | "outputMicroUsdPerMTokens">;

function isSame(a: Prices, b: Prices): boolean {
  return (
    a.inputMicroUsdPerMTokens === b.inputMicroUsdPerMTokens && a.outputMicroUsdPerMTokens === b.outputMicroUsdPerMTokens
  );
}
