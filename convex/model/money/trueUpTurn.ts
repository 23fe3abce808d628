import type { MutationCtx } from "../../_generated/server.js";
import { findLedgerRows } from "./findLedgerRows.ts";

export interface TrueUp {
  readonly turnId: string;
  /** The turn's whole cost, and all the tokens it is charged. */
  readonly actual: { readonly costMicroUsd: number; readonly tokens: number };
  /** False when the provider's report cannot be true: the booked amount stays an estimate, and the row is marked for an operator. */
  readonly isFinal?: boolean;
  /** What the provider reported now. */
  readonly said: {
    readonly route: string | null;
    readonly generationId: string | null;
    readonly inputTokens: number | null;
    readonly outputTokens: number | null;
    readonly costMicroUsd: number | null;
    readonly implausibleMicroUsd?: number;
  };
}

/** Books the difference between a turn's charge and its cost, once. */
export async function trueUpTurn(ctx: MutationCtx, { turnId, actual, said, isFinal = true }: TrueUp): Promise<void> {
  const rows = await findLedgerRows(ctx, turnId);
  const row = rows.find(({ kind }) => kind === "turn");
  if (!row || row.final || rows.some(({ kind }) => kind !== "turn")) return;
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
