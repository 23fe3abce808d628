import type { Doc } from "../../_generated/dataModel.js";
import type { QueryCtx } from "../../_generated/server.js";
import { findLedgerRows } from "../money/findLedgerRows.ts";
import { findTurn } from "../turns/findTurn.ts";

/** Whose money a search is: the owner's of the turn that asked first. */
export interface Payer {
  readonly turnId: string;
  readonly ownerId: string;
}

/**
 * Also after the turn's rows were deleted: the ledger keeps a row of every turn, with the name that its owner has now. Null when no turn
 * asked.
 */
export async function payerOf(
  ctx: Pick<QueryCtx, "db">,
  { turnId }: Pick<Doc<"toolJobs">, "turnId">,
): Promise<Payer | null> {
  if (turnId === undefined) return null;
  const turn = (await findTurn(ctx, turnId)) ?? (await findLedgerRows(ctx, turnId))[0];
  return turn ? { turnId, ownerId: turn.ownerId } : null;
}
