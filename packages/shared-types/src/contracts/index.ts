export { createMemoryTurnStore, type MemoryTurnStore, type MemoryLedgerRow } from "./memory-turn-store.ts";
export { turnStoreContract, type TurnStoreHarness } from "./turn-store-contract.ts";
