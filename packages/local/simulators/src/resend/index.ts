export { createResendSimulator, type ResendSimulator, type ResendSimulatorOptions } from "./create-resend-simulator.ts";
export { type Letter } from "./letter.ts";
