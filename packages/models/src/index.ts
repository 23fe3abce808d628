export { createDirectModel, type DirectModelOptions } from "./direct/create-direct-model.ts";
