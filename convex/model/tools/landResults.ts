import type { MessagePart, ToolOutcome } from "@sendcat/shared-types";
import { internal } from "../../_generated/api.js";
import type { MutationCtx } from "../../_generated/server.js";
import { findMessage } from "../messages/findMessage.ts";
import { findTurn } from "../turns/findTurn.ts";
import { LIMITS } from "../platform/limits.ts";
import { outcomeOfWait } from "./findResult.ts";

const FAILED = "The search did not work this time.";

/** The parts with what the search behind one of their tool calls came to. A failure may still be mended by a replay. */
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

/** At a turn's end: the results that came after its answer went on without them. The others land when they come. */
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

/** When a job has ended: its outcome into the messages of the turns that went on without it, one bounded batch after the other. */
export async function landResults(ctx: MutationCtx, key: string, afterTime: number): Promise<void> {
  const waits = await ctx.db
    .query("toolWaits")
    .withIndex("by_key", (q) => q.eq("key", key).gt("_creationTime", afterTime))
    .take(LIMITS.toolWaitBatch);
  for (const wait of waits) {
    const turn = await findTurn(ctx, wait.turnId);
    // A turn that still runs takes it along at its end.
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
