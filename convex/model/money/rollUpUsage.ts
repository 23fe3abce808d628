import type { Doc } from "../../_generated/dataModel.js";
import { internal } from "../../_generated/api.js";
import type { MutationCtx } from "../../_generated/server.js";
import { LIMITS } from "../platform/limits.ts";
import { wholeInstants } from "./wholeInstants.ts";

/**
 * Adds the next ledger rows to the totals of their day and plan, and moves the cursor past them, in one transaction: each row counts once.
 * `_creationTime` is when a transaction began, so a row can appear behind newer ones; `settledForMs` must exceed the longest transaction.
 */
export async function rollUpUsage(ctx: MutationCtx, settledForMs: number): Promise<{ readonly rolledUp: number }> {
  const cursor = await ctx.db.query("usageCursors").first();
  const until = Date.now() - settledForMs;
  const rows = await ctx.db
    .query("usageLedger")
    .withIndex("by_creation_time", (q) => q.gt("_creationTime", cursor?.rolledUpTo ?? 0).lte("_creationTime", until))
    .take(LIMITS.rollUpBatch);
  const batch = wholeInstants(rows, LIMITS.rollUpBatch);
  const last = batch.at(-1);
  if (!last) return { rolledUp: 0 };
  const groups = new Map<string, Doc<"usageLedger">[]>();
  for (const row of batch) {
    const name = `${row.plan} ${row.day}`;
    groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  for (const group of groups.values()) await addToDay(ctx, group);
  if (cursor) await ctx.db.patch(cursor._id, { rolledUpTo: last._creationTime });
  else await ctx.db.insert("usageCursors", { rolledUpTo: last._creationTime });
  if (rows.length === LIMITS.rollUpBatch) await ctx.scheduler.runAfter(0, internal.usage.rollUp, { settledForMs });
  return { rolledUp: batch.length };
}

async function addToDay(ctx: MutationCtx, rows: readonly Doc<"usageLedger">[]): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const { day, plan } = first;
  const stored = await ctx.db
    .query("usageDays")
    .withIndex("by_day_plan", (q) => q.eq("day", day).eq("plan", plan))
    .unique();
  const sum = (of: (row: Doc<"usageLedger">) => number | null): number =>
    rows.reduce((total, row) => total + (of(row) ?? 0), 0);
  const totals = {
    turns: (stored?.turns ?? 0) + sum((row) => (row.kind === "turn" ? 1 : 0)),
    inputTokens: (stored?.inputTokens ?? 0) + sum((row) => row.inputTokens),
    outputTokens: (stored?.outputTokens ?? 0) + sum((row) => row.outputTokens),
    costMicroUsd: (stored?.costMicroUsd ?? 0) + sum((row) => row.costMicroUsd),
    chargedMicroUsd: (stored?.chargedMicroUsd ?? 0) + sum((row) => row.chargedMicroUsd),
    estimatedTurns: (stored?.estimatedTurns ?? 0) + sum(estimatedBy),
  };
  if (stored) await ctx.db.patch(stored._id, totals);
  else await ctx.db.insert("usageDays", { day, plan, ...totals });
}

/** An estimate adds one that may be wrong, a true-up or a decision removes one; an unproven true-up changes nothing. */
function estimatedBy({ kind, final }: Doc<"usageLedger">): number {
  if (kind === "true-up" || kind === "decision") return final ? -1 : 0;
  return final ? 0 : 1;
}
