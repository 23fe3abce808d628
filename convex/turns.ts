import { v } from "convex/values";
import { internalMutation } from "./_generated/server.js";
import { callerMutation, callerQuery, serviceMutation, serviceQuery } from "./model/platform/auth.ts";
import { beatWorker } from "./model/turns/beatWorker.ts";
import { beginTurn } from "./model/turns/beginTurn.ts";
import { checkpointTurns } from "./model/turns/checkpointTurns.ts";
import { followTurn } from "./model/turns/followTurn.ts";
import { finishTurn } from "./model/turns/finishTurn.ts";
import { interruptExpiredTurns } from "./model/turns/interruptExpiredTurns.ts";
import { oweSettlement as payLater } from "./model/money/oweSettlement.ts";
import { readSignals } from "./model/turns/readSignals.ts";
import { readTurn } from "./model/turns/readTurn.ts";
import { stopTurn } from "./model/turns/stopTurn.ts";
import {
  vCheckpoint,
  vEnding,
  vFinishReason,
  vMessagePart,
  vOwner,
  vPublicError,
  vReservation,
  vTurnInput,
  vUsage,
} from "./model/platform/validators.ts";

/**
 * `TurnStore.begin`. For the service, which has verified the owner and reserved the turn: no turn starts without admission. `beginKey` is
 * new for each call of the port: a repeat of the same call after a lost reply gets the first reply; another call for the same turn is told
 * that it exists.
 */
export const begin = serviceMutation({
  args: {
    turnId: v.string(),
    threadId: v.string(),
    model: v.string(),
    input: vTurnInput,
    history: v.object({ maxMessages: v.number(), maxChars: v.number(), pictures: v.optional(v.number()) }),
    leaseMs: v.number(),
    beginKey: v.string(),
    worker: v.string(),
    requestId: v.optional(v.string()),
    owner: vOwner,
    reservation: vReservation,
  },
  handler: async (ctx, args) => await beginTurn(ctx, args),
});

/** `TurnStore.checkpoint`, for many turns at once. For the service. Replies in the order of the input. */
export const checkpoint = serviceMutation({
  args: { checkpoints: v.array(vCheckpoint) },
  handler: async (ctx, { checkpoints }) => await checkpointTurns(ctx, checkpoints),
});

/** `TurnStore.beat`. For the service. */
export const beat = serviceMutation({
  args: { worker: v.string(), leaseMs: v.number() },
  handler: async (ctx, { worker, leaseMs }) => {
    await beatWorker(ctx, worker, leaseMs);
    return null;
  },
});

/** `TurnStore.signals`. For the service. */
export const signals = serviceQuery({
  args: { worker: v.string() },
  handler: async (ctx, { worker }) => await readSignals(ctx, worker),
});

/** `TurnStore.follow`. For the user; does nothing for another user's or an unknown turn. */
export const follow = callerMutation({
  args: { turnId: v.string() },
  handler: async (ctx, { turnId }) => await followTurn(ctx, turnId),
});

/** `TurnStore.finish`. For the service. `applied` is false when the turn had already ended, or does not exist. */
export const finish = serviceMutation({
  args: {
    turnId: v.string(),
    status: vEnding,
    parts: v.array(vMessagePart),
    finishReason: vFinishReason,
    error: v.union(vPublicError, v.null()),
    route: v.union(v.string(), v.null()),
    generationId: v.union(v.string(), v.null()),
    abandonedGenerationIds: v.array(v.string()),
    usage: v.union(vUsage, v.null()),
    chargedMicroUsd: v.number(),
    chargedTokens: v.number(),
    counts: v.boolean(),
    isFinal: v.boolean(),
    implausibleMicroUsd: v.optional(v.union(v.number(), v.null())),
    day: v.string(),
    firstTokenMs: v.union(v.number(), v.null()),
    totalMs: v.number(),
  },
  handler: async (ctx, { implausibleMicroUsd = null, ...args }) =>
    await finishTurn(ctx, { ...args, implausibleMicroUsd }),
});

/** `TurnStore.oweSettlement`. For the service. */
export const oweSettlement = serviceMutation({
  args: { turnId: v.string() },
  handler: async (ctx, { turnId }) => {
    await payLater(ctx, turnId);
    return null;
  },
});

/** `TurnStore.read`. For the user; null for another user's or an unknown turn. */
export const read = callerQuery({
  args: { turnId: v.string(), afterSeq: v.number() },
  handler: async (ctx, args) => await readTurn(ctx, args),
});

/** `TurnStore.requestStop`. For the user; null for another user's or an unknown turn. */
export const requestStop = callerMutation({
  args: { turnId: v.string() },
  handler: async (ctx, { turnId }) => await stopTurn(ctx, turnId),
});

/** The sweep, run by a cron: ends turns whose worker is dead as `interrupted`, with the checkpointed text. */
export const interruptExpired = internalMutation({
  args: {},
  handler: async (ctx) => await interruptExpiredTurns(ctx),
});
