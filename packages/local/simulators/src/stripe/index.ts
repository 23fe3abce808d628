export { createStripeSimulator, type StripeSimulator, type StripeSimulatorOptions } from "./create-stripe-simulator.ts";
export { CARDS } from "./pages.ts";
