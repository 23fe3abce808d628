// @vitest-environment edge-runtime
import { threadStoreContract, turnStoreContract, type TurnStoreHarness } from "@sendcat/port-contracts";
import type { ThreadStore, TurnStore } from "@sendcat/shared-types";
import { api, internal } from "./_generated/api.js";
import { finishArgs, openDeployment } from "./model/platform/deployment.fixture.ts";

/** The functions alone, as the port describes them; convex-client runs the same contract over the network. */
async function open(): Promise<TurnStoreHarness> {
  const { t, person, service } = openDeployment();
  const store: TurnStore = {
    async begin(begin, owner) {
      // safe because only `readonly` differs
      const args = { ...begin, owner, beginKey: crypto.randomUUID() } as typeof api.turns.begin._args;
      return await service.mutation(api.turns.begin, args);
    },
    async checkpoint(checkpoint) {
      // safe because only `readonly` differs
      const args = { checkpoints: [checkpoint] } as unknown as typeof api.turns.checkpoint._args;
      const [reply] = await service.mutation(api.turns.checkpoint, args);
      if (!reply) throw new Error("no reply");
      return reply;
    },
    async beat(worker, leaseMs) {
      await service.mutation(api.turns.beat, { worker, leaseMs });
    },
    signals: async (worker) => await service.query(api.turns.signals, { worker }),
    async follow(turnId, { token }) {
      await person(token).mutation(api.turns.follow, { turnId });
    },
    async finish(finish) {
      await service.mutation(api.turns.finish, finishArgs(finish));
    },
    async oweSettlement(turnId) {
      await service.mutation(api.turns.oweSettlement, { turnId });
    },
    read: async (query, { token }) => await person(token).query(api.turns.read, query),
    requestStop: async (turnId, { token }) => await person(token).mutation(api.turns.requestStop, { turnId }),
  };
  const threads: ThreadStore = {
    async threads({ cursor, limit }, { token }) {
      const args = { paginationOpts: { cursor, numItems: limit } };
      const { page, isDone, continueCursor } = await person(token).query(api.threads.list, args);
      return { items: page, cursor: isDone ? null : continueCursor };
    },
    async messages({ threadId, cursor, limit }, { token }) {
      if (!(await person(token).query(api.threads.get, { threadId }))) return null;
      const args = { threadId, paginationOpts: { cursor, numItems: limit } };
      const { page, isDone, continueCursor } = await person(token).query(api.messages.list, args);
      return { items: page, cursor: isDone ? null : continueCursor };
    },
  };
  return {
    store,
    threads,
    credential: async (name) => ({ token: name, owner: { userId: `guest:${name}`, kind: "guest", plan: "guest" } }),
    async sweepExpired(leaseMs) {
      const startMs = Date.now();
      while (Date.now() - startMs < leaseMs + 2) await new Promise((resolve) => setTimeout(resolve, leaseMs));
      await t.mutation(internal.turns.interruptExpired, {});
    },
    async ledgerRows(turnId) {
      const rows = await t.query(internal.usage.byTurn, { turnId });
      return rows.map(({ costMicroUsd, chargedMicroUsd }) => ({ usageKnown: costMicroUsd !== null, chargedMicroUsd }));
    },
  };
}

turnStoreContract("Convex functions", open);
threadStoreContract("Convex functions", open);
