import type { MutationCtx } from "../../_generated/server.js";
import { findLedgerRows } from "./findLedgerRows.ts";

export interface TrueUp {
  readonly turnId: string;
  /** All it cost, and all the tokens it is charged. */
  readonly actual: { readonly costMicroUsd: number; readonly tokens: number };
  /** False where what the provider said cannot be: what is booked stays a guess, and the row is marked for an operator. */
  readonly isFinal?: boolean;
  /** What the provider said now. */
  readonly said: {
    readonly route: string | null;
    readonly generationId: string | null;
    readonly inputTokens: number | null;
    readonly outputTokens: number | null;
    readonly costMicroUsd: number | null;
    readonly implausibleMicroUsd?: number;
  };
}

/** Books the difference between what a turn was charged and what it cost, once. */
export async function trueUpTurn(ctx: MutationCtx, { turnId, actual, said, isFinal = true }: TrueUp): Promise<void> {
  const rows = await findLedgerRows(ctx, turnId);
  const row = rows.find(({ kind }) => kind === "turn");
  if (!row || row.final || rows.some(({ kind }) => kind === "true-up")) return;
  await ctx.db.insert("usageLedger", {
    kind: "true-up",
    turnId,
    ownerId: row.ownerId,
    plan: row.plan,
    day: row.day,
    model: row.model,
    ...said,
    outcome: null,
    reasoningTokens: null,
    cachedInputTokens: null,
    chargedMicroUsd: actual.costMicroUsd - row.chargedMicroUsd,
    chargedTokens: actual.tokens - row.chargedTokens,
    counts: row.counts,
    final: isFinal,
  });
}
