import { internal } from "../../_generated/api.js";
import type { MutationCtx } from "../../_generated/server.js";

export async function beginSweep(ctx: MutationCtx): Promise<void> {
  const last = await ctx.db.query("sweeps").first();
  if (last?.state === "running") return;
  const nowMs = Date.now();
  const step = (last?.step ?? 0) + 1;
  const fresh = { state: "running", step, afterUser: 0, startedAtMs: nowMs, stepAtMs: nowMs } as const;
  const counts = { removedThreads: 0, archived: 0 };
  if (last) await ctx.db.patch(last._id, { ...fresh, ...counts });
  else await ctx.db.insert("sweeps", { ...fresh, ...counts });
  await ctx.scheduler.runAfter(0, internal.retention.step, { step });
}
