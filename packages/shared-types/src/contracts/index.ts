export { modelContract, type ModelHarness, type ModelScenario } from "./model-contract.ts";
export { createMemoryTurnStore, type MemoryTurnStore, type MemoryLedgerRow } from "./memory-turn-store.ts";
export { turnStoreContract, type TurnStoreHarness } from "./turn-store-contract.ts";
export { createMemoryQuota, type MemoryQuota, type MemoryQuotaProcess } from "./quota/memory-quota.ts";
export { quotaContract } from "./quota/quota-contract.ts";
export { throttleContract, type ThrottleContractLimits } from "./throttle-contract.ts";
export { samplePdf } from "./sample-pdf.ts";
