export { createOpenIdSimulator, type OpenIdSimulator, type OpenIdSimulatorOptions } from "./create-openid-simulator.ts";
