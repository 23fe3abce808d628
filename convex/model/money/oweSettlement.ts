import type { MutationCtx } from "../../_generated/server.js";
import { findLedgerRows } from "./findLedgerRows.ts";
import { findSettlement } from "./findSettlement.ts";

/** Redis could not be told that a turn ended: a later run tells it. The sweep handles a turn that is still streaming. */
export async function oweSettlement(ctx: MutationCtx, turnId: string): Promise<void> {
  const rows = await findLedgerRows(ctx, turnId);
  const [row] = rows;
  if (!row) return;
  const dueAtMs = Date.now();
  const settlement = await findSettlement(ctx, turnId);
  if (settlement) {
    await ctx.db.patch(settlement._id, { tell: settlement.tell ?? "provisional", dueAtMs });
    return;
  }
  const { ownerId, plan, day, counts } = row;
  const charged = {
    costMicroUsd: rows.reduce((sum, { chargedMicroUsd }) => sum + chargedMicroUsd, 0),
    tokens: rows.reduce((sum, { chargedTokens }) => sum + chargedTokens, 0),
  };
  const owed = { turnId, ownerId, plan, day, counts, charged, known: charged };
  const nothingToAsk = { generationId: null, abandonedGenerationIds: [], asked: 0 };
  await ctx.db.insert("settlements", { ...owed, ...nothingToAsk, tell: "final", dueAtMs });
}
