export { createOpenRouterModel, type OpenRouterOptions } from "./create-openrouter-model.ts";
