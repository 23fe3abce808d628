import { expect, it } from "vitest";
import { createMemoryTurnStore } from "./memory-turn-store.ts";
import { threadStoreContract } from "./thread-store-contract.ts";
import { beginSubmit, finishComplete } from "./turn-samples.ts";
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

it("returns the keys of what it stored in alphabetical order, as Convex does", async () => {
  const { store, credential } = await open();
  const user = await credential("ana");
  const begin = beginSubmit({});
  await store.begin(begin, user.owner);
  await store.finish(finishComplete(begin.turnId, "Hello"));
  const view = await store.read({ turnId: begin.turnId, afterSeq: -1 }, user);
  expect(view?.parts?.map((part) => Object.keys(part))).toEqual([["text", "type"]]);
});
