import { partsFromChunks } from "@sendcat/shared-types";
import type { Doc } from "../../_generated/dataModel.js";
import type { MutationCtx } from "../../_generated/server.js";
import { endTurn } from "./endTurn.ts";
import { LIMITS } from "../platform/limits.ts";
import { logEvent } from "../platform/logEvent.ts";

/** Ends a streaming turn whose worker is dead, with its checkpointed text. Its cost is unknown yet: it is charged its reservation. */
export async function interruptTurn(ctx: MutationCtx, turn: Doc<"turns">): Promise<void> {
  const { turnId, requestId, worker } = turn;
  logEvent("turn-interrupted", { requestId, turnId, worker });
  const chunks = await ctx.db
    .query("turnChunks")
    .withIndex("by_turn_seq", (q) => q.eq("turnId", turnId))
    .take(LIMITS.chunksPerTurn);
  await endTurn(ctx, turn, {
    status: "interrupted",
    isLost: true,
    parts: partsFromChunks(chunks),
    finishReason: "error",
    error: null,
    route: turn.progress?.route ?? null,
    generationId: turn.progress?.generationId ?? null,
    abandonedGenerationIds: [],
    usage: null,
    chargedMicroUsd: turn.reservation.costMicroUsd,
    chargedTokens: turn.reservation.tokens,
    // Whether a model had begun to answer is not known.
    counts: true,
    isFinal: false,
    implausibleMicroUsd: null,
    day: turn.reservation.day,
    firstTokenMs: null,
    totalMs: null,
  });
}
