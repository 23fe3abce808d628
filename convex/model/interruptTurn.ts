import { partsFromChunks, serviceDay } from "@sendcat/shared-types";
import type { Doc } from "../_generated/dataModel.js";
import type { MutationCtx } from "../_generated/server.js";
import { endTurn } from "./endTurn.ts";
import { LIMITS } from "./limits.ts";

/** The zone whose midnight ends a day of quota: DEFAULT_POLICY.timeZone (a test holds them together). */
export const SERVICE_TIME_ZONE = "America/Jamaica";

/** Ends a streaming turn that lost its worker, with what it had checkpointed. What it cost is not known. */
export async function interruptTurn(ctx: MutationCtx, turn: Doc<"turns">): Promise<void> {
  const chunks = await ctx.db
    .query("turnChunks")
    .withIndex("by_turn_seq", (q) => q.eq("turnId", turn.turnId))
    .take(LIMITS.chunksPerTurn);
  await endTurn(ctx, turn, {
    status: "interrupted",
    parts: partsFromChunks(chunks),
    finishReason: "error",
    error: null,
    route: null,
    generationId: null,
    usage: null,
    chargedMicroUsd: 0,
    day: serviceDay(turn._creationTime, SERVICE_TIME_ZONE).name,
    firstTokenMs: null,
    totalMs: null,
  });
}
