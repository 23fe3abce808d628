export {
  createOpenRouterSimulator,
  type OpenRouterSimulator,
  type OpenRouterSimulatorOptions,
} from "./openrouter/create-openrouter-simulator.ts";
export { completionText } from "./openrouter/completion-text.ts";
export { benchToken } from "./openrouter/tokens.ts";
export { FAULTS } from "./openrouter/faults.ts";
export { type FaultOrder } from "./openrouter/fault-queue.ts";
export { ODD_STREAMS, type OddReading } from "./openrouter/odd-streams.ts";
export { type Pace } from "./openrouter/pace.ts";
export { type RequestCounts, type RequestOutcome, type RequestRecord } from "./openrouter/request-log.ts";
export { type SimParams } from "./openrouter/sim-params.ts";
