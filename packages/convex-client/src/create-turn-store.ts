import type { BeginTurn, TurnStore } from "@sendcat/shared-types";
import { callConvex, expectReply, type ConvexEndpoint } from "./call-convex.ts";
import { MUTATIONS, QUERIES } from "./functions.ts";
import { gatherCheckpoints } from "./gather-checkpoints.ts";
import { isBeginReply, isCheckpointReplies, isSignalsReply, isStopReply, isTurnReply } from "./reply-shapes.ts";
import { wellFormed } from "./well-formed.ts";

export interface TurnStoreOptions extends ConvexEndpoint {
  /** Returns a valid token of `service:gateway`. Called before every attempt, so cache the token. */
  readonly serviceToken: () => Promise<string>;
  /** Per call, including repeats, milliseconds. Defaults: begin, checkpoint, read and stop 5 s; finish 10 s. */
  readonly timeoutMs?: Partial<Readonly<Record<"begin" | "checkpoint" | "finish" | "read" | "stop", number>>>;
}

/**
 * Short beside the seconds between two checkpoints, because an ending may have to wait this long. A host that writes 200 checkpoints a
 * second makes twenty calls.
 */
const GATHER_MS = 50;
/** Half of what Convex accepts. */
const MOST_CHECKPOINTS = 50;

/**
 * Convex as the TurnStore. Unanswered calls are repeated where that is harmless: begin once, finish and oweSettlement twice, reads once; a
 * checkpoint or heartbeat never, because the next one replaces it. Throws SendcatError, scope `convex`: `unauthenticated`, `forbidden`,
 * `internal`, or `capacity_saturated` with `retryAfterMs` when Convex was unreachable or overloaded.
 */
export function createTurnStore(options: TurnStoreOptions): TurnStore {
  const timeoutMs = { begin: 5_000, checkpoint: 5_000, finish: 10_000, read: 5_000, stop: 5_000, ...options.timeoutMs };
  const token = options.serviceToken;

  return {
    async begin(turn, owner) {
      // One key for all attempts of this call: a repeat after a lost reply gets the same answer as the first attempt.
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
