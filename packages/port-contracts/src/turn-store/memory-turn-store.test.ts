import { createMemoryTurnStore } from "./memory-turn-store.ts";
import { threadStoreContract } from "./thread-store-contract.ts";
import { turnStoreContract, type TurnStoreHarness } from "./turn-store-contract.ts";

async function open(): Promise<TurnStoreHarness> {
  let skewMs = 0;
  const store = createMemoryTurnStore({ now: () => Date.now() + skewMs });
  return {
    store,
    threads: store.threads,
    credential: async (name) => ({
      token: `guest:${name}`,
      owner: { userId: `guest:${name}`, kind: "guest", plan: "guest" },
    }),
    sweepExpired: async (leaseMs) => {
      skewMs += leaseMs + 10;
      store.interruptExpired();
    },
    ledgerRows: async (turnId) =>
      store.ledger
        .filter((row) => row.turnId === turnId)
        .map(({ usage, chargedMicroUsd }) => ({ usageKnown: usage !== null, chargedMicroUsd })),
  };
}

turnStoreContract("in memory", open);
threadStoreContract("in memory", open);
