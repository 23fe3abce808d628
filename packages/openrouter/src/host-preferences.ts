import type { ModelRequest } from "@sendcat/shared-types";

const MICRO = 1_000_000;

/**
 * OpenRouter's `provider` field: which hosts of the model it may choose. Prices are US dollars per million tokens, as texts. `zdr` (zero data
 * retention) can only make the account's own setting stricter. If no host is left, OpenRouter answers 404.
 */
export function hostPreferences({ maxPrices, providerData }: Pick<ModelRequest, "maxPrices" | "providerData">) {
  return {
    max_price: {
      prompt: String(maxPrices.inputMicroUsdPerMTokens / MICRO),
      completion: String(maxPrices.outputMicroUsdPerMTokens / MICRO),
    },
    data_collection: providerData === "as-its-terms-say" ? "allow" : "deny",
    zdr: providerData === "not-kept",
  } as const;
}
