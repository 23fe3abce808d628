import type { BeginTurn, TurnStore } from "@sendcat/shared-types";
import { callConvex, expectReply, type ConvexEndpoint } from "./call-convex.ts";
import { MUTATIONS, QUERIES } from "./functions.ts";
import { gatherCheckpoints } from "./gather-checkpoints.ts";
import { isBeginReply, isCheckpointReplies, isSignalsReply, isStopReply, isTurnReply } from "./reply-shapes.ts";
import { wellFormed } from "./well-formed.ts";

export interface TurnStoreOptions extends ConvexEndpoint {
  /** A fresh token of `service:gateway`: asked for before every attempt, so cache it. */
  readonly serviceToken: () => Promise<string>;
  /** Per call, repeats included. Defaults: begin, checkpoint, read and stop 5 s; finish 10 s. */
  readonly timeoutMs?: Partial<Readonly<Record<"begin" | "checkpoint" | "finish" | "read" | "stop", number>>>;
}

/** A checkpoint is seconds apart from the next, and an ending that meets one waits so long: a host that writes 200 a second makes twenty calls. */
const GATHER_MS = 50;
/** Convex takes twice as many. */
const MOST_CHECKPOINTS = 50;

/**
 * Convex as the TurnStore. Calls without an answer are repeated where that is harmless: begin once, finish and what is owed twice, reads once; a checkpoint
 * and a beat never, for the next one makes good. Throws SendcatError with scope `convex`: `unauthenticated`, `forbidden`, `internal`, or
 * `capacity_saturated` with `retryAfterMs` when Convex was not reached or refused for its load.
 */
export function createTurnStore(options: TurnStoreOptions): TurnStore {
  const timeoutMs = { begin: 5_000, checkpoint: 5_000, finish: 10_000, read: 5_000, stop: 5_000, ...options.timeoutMs };
  const token = options.serviceToken;

  return {
    async begin(turn, owner) {
      // One key for all attempts of this call: a repeat whose first reply was lost is answered as the first.
      const beginKey = crypto.randomUUID();
      const { userId, kind, plan } = owner;
      const args = { ...turn, input: sendableInput(turn.input), owner: { userId, kind, plan }, beginKey };
      const call = { token, timeoutMs: timeoutMs.begin, attempts: 2 };
      const reply = await callConvex(options, call, (convex) =>
        convex.mutation(MUTATIONS.turns.begin, args, { skipQueue: true }),
      );
      return expectReply(reply, isBeginReply);
    },
    checkpoint: gatherCheckpoints({
      gatherMs: GATHER_MS,
      most: MOST_CHECKPOINTS,
      async send(checkpoints) {
        const sendable = checkpoints.map((checkpoint) => {
          const { chunk } = checkpoint;
          return { ...checkpoint, chunk: chunk && { ...chunk, segments: wellFormed(chunk.segments) } };
        });
        const args = { checkpoints: sendable };
        const call = { token, timeoutMs: timeoutMs.checkpoint, attempts: 1 };
        const replies = await callConvex(options, call, (convex) =>
          convex.mutation(MUTATIONS.turns.checkpoint, args, { skipQueue: true }),
        );
        return expectReply(replies, isCheckpointReplies);
      },
    }),
    async beat(worker, leaseMs) {
      const call = { token, timeoutMs: timeoutMs.checkpoint, attempts: 1 };
      await callConvex(options, call, (convex) =>
        convex.mutation(MUTATIONS.turns.beat, { worker, leaseMs }, { skipQueue: true }),
      );
    },
    async signals(worker) {
      const call = { token, timeoutMs: timeoutMs.read, attempts: 1 };
      const reply = await callConvex(options, call, (convex) => convex.query(QUERIES.turns.signals, { worker }));
      return expectReply(reply, isSignalsReply);
    },
    async follow(turnId, as) {
      const call = { token: () => as.token, timeoutMs: timeoutMs.read, attempts: 1 };
      await callConvex(options, call, (convex) =>
        convex.mutation(MUTATIONS.turns.follow, { turnId }, { skipQueue: true }),
      );
    },
    async finish(finish) {
      const args = { ...finish, parts: wellFormed(finish.parts) };
      const call = { token, timeoutMs: timeoutMs.finish, attempts: 3 };
      await callConvex(options, call, (convex) => convex.mutation(MUTATIONS.turns.finish, args, { skipQueue: true }));
    },
    async oweSettlement(turnId) {
      const call = { token, timeoutMs: timeoutMs.finish, attempts: 3 };
      await callConvex(options, call, (convex) =>
        convex.mutation(MUTATIONS.turns.oweSettlement, { turnId }, { skipQueue: true }),
      );
    },
    async read(query, as) {
      const call = { token: () => as.token, timeoutMs: timeoutMs.read, attempts: 2 };
      const reply = await callConvex(options, call, (convex) => convex.query(QUERIES.turns.read, query));
      return expectReply(reply, isTurnReply);
    },
    async requestStop(turnId, as) {
      const call = { token: () => as.token, timeoutMs: timeoutMs.stop, attempts: 2 };
      const reply = await callConvex(options, call, (convex) =>
        convex.mutation(MUTATIONS.turns.requestStop, { turnId }, { skipQueue: true }),
      );
      return expectReply(reply, isStopReply);
    },
  };
}

function sendableInput(input: BeginTurn["input"]): BeginTurn["input"] {
  return input.kind === "submit" ? { ...input, parts: wellFormed(input.parts) } : input;
}
