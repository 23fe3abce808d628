export {
  createResendSimulator,
  type Letter,
  type ResendSimulator,
  type ResendSimulatorOptions,
} from "./create-resend-simulator.ts";
