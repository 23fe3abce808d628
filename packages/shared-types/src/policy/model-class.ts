import { namesOf } from "../records/names-of.ts";
import { recordOf } from "../records/record-of.ts";
import { modelRoute, type ModelRoute } from "./model-route.ts";

/** A model that clients can choose by name, and its routes: `routes[0]` first, the next one when that fails before its first token. */
export interface ModelClass {
  readonly name: string;
  readonly label: string;
  readonly routes: readonly [ModelRoute, ...ModelRoute[]];
  readonly maxOutputTokens: number;
}

const GEMINI_FLASH = modelRoute({
  provider: "openrouter",
  model: "google/gemini-2.5-flash",
  inputMicroUsdPerMTokens: 300_000,
  outputMicroUsdPerMTokens: 2_500_000,
  cacheReadMicroUsdPerMTokens: 30_000,
});

/** The route that writes conversation titles: a small model. */
export const TITLE_ROUTE: ModelRoute = GEMINI_FLASH;

/** Default prices are from OpenRouter's public price list. */
const CLASSES = {
  fast: {
    label: "Fast",
    maxOutputTokens: 2_048,
    routes: [
      GEMINI_FLASH,
      modelRoute({
        provider: "openrouter",
        model: "openai/gpt-4.1-mini",
        inputMicroUsdPerMTokens: 400_000,
        outputMicroUsdPerMTokens: 1_600_000,
        cacheReadMicroUsdPerMTokens: 100_000,
      }),
    ],
  },
  smart: {
    label: "Thorough",
    maxOutputTokens: 4_096,
    routes: [
      modelRoute({
        provider: "openrouter",
        model: "anthropic/claude-sonnet-4.5",
        inputMicroUsdPerMTokens: 3_000_000,
        outputMicroUsdPerMTokens: 15_000_000,
        cacheReadMicroUsdPerMTokens: 300_000,
        cacheWriteMicroUsdPerMTokens: 3_750_000,
      }),
      modelRoute({
        provider: "openrouter",
        model: "openai/gpt-4.1",
        inputMicroUsdPerMTokens: 2_000_000,
        outputMicroUsdPerMTokens: 8_000_000,
        cacheReadMicroUsdPerMTokens: 500_000,
      }),
    ],
  },
} satisfies Readonly<Record<string, Omit<ModelClass, "name">>>;

export type ModelClassName = keyof typeof CLASSES;
/** Model classes by name; an operator may add others. */
export const MODEL_CLASSES: Readonly<Record<ModelClassName, ModelClass>> = recordOf(namesOf(CLASSES), (name) => ({
  name,
  ...CLASSES[name],
}));
