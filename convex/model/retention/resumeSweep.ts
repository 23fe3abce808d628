import { internal } from "../../_generated/api.js";
import type { MutationCtx } from "../../_generated/server.js";

const STILL_MS = 120_000;

/** Each step is fenced by its number, so that a late step repeats nothing. */
export async function resumeSweep(ctx: MutationCtx): Promise<void> {
  const sweep = await ctx.db.query("sweeps").first();
  if (sweep?.state !== "running" || Date.now() < sweep.stepAtMs + STILL_MS) return;
  await ctx.scheduler.runAfter(0, internal.retention.step, { step: sweep.step });
}
