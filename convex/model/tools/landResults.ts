import type { MessagePart, ToolOutcome } from "@sendcat/shared-types";
import { internal } from "../../_generated/api.js";
import type { MutationCtx } from "../../_generated/server.js";
import { findMessage } from "../messages/findMessage.ts";
import { findTurn } from "../turns/findTurn.ts";
import { LIMITS } from "../platform/limits.ts";
import { outcomeOfWait } from "./findResult.ts";

const FAILED = "The search did not work this time.";

/** The parts with the outcome of the search behind one tool call. A replay may still replace a failure. */
export function withOutcome(parts: readonly MessagePart[], callId: string, outcome: ToolOutcome): MessagePart[] {
  return parts.flatMap((part): MessagePart[] => {
    if (part.type === "data-tool-job" && part.id === callId) {
      return outcome.ok ? [] : [{ ...part, data: { ...part.data, state: "failed", waitMs: null, position: null } }];
    }
    if (!("toolCallId" in part) || part.toolCallId !== callId || part.state === "output-available") return [part];
    const { type, toolCallId, input } = part;
    return outcome.ok
      ? [{ type, toolCallId, input, state: "output-available", output: outcome.result }]
      : [{ type, toolCallId, input, state: "output-error", errorText: FAILED }];
  });
}

/** At a turn's end: adds results that arrived after its answer went on without them. Later ones are added when they arrive. */
export async function landKnownResults(
  ctx: MutationCtx,
  turnId: string,
  parts: readonly MessagePart[],
): Promise<readonly MessagePart[]> {
  const waits = await ctx.db
    .query("toolWaits")
    .withIndex("by_turn", (q) => q.eq("turnId", turnId))
    .take(LIMITS.toolWaitsPerTurn);
  let landed = parts;
  for (const wait of waits) {
    const outcome = await outcomeOfWait(ctx, wait);
    if (!outcome) continue;
    landed = withOutcome(landed, wait.callId, outcome);
    if (outcome.ok) await ctx.db.delete(wait._id);
  }
  return landed;
}

/** After a job has ended: writes its outcome into the messages of the turns that went on without it, in bounded batches. */
export async function landResults(ctx: MutationCtx, key: string, afterTime: number): Promise<void> {
  const waits = await ctx.db
    .query("toolWaits")
    .withIndex("by_key", (q) => q.eq("key", key).gt("_creationTime", afterTime))
    .take(LIMITS.toolWaitBatch);
  for (const wait of waits) {
    const turn = await findTurn(ctx, wait.turnId);
    // A running turn adds it at its own end.
    if (turn?.status === "streaming") continue;
    const outcome = await outcomeOfWait(ctx, wait);
    const message = turn && (await findMessage(ctx, turn.messageId));
    if (outcome && message)
      await ctx.db.patch(message._id, { parts: withOutcome(message.parts, wait.callId, outcome) });
    if (!message || outcome?.ok) await ctx.db.delete(wait._id);
  }
  const last = waits.at(-1);
  if (last && waits.length === LIMITS.toolWaitBatch)
    await ctx.scheduler.runAfter(0, internal.toolJobs.land, { key, afterTime: last._creationTime });
}
