import { cutText, type FinishTurn, type MessagePart, partChars } from "@sendcat/shared-types";
import type { Doc } from "../../_generated/dataModel.js";
import type { MutationCtx } from "../../_generated/server.js";
import { findMessage } from "../messages/findMessage.ts";
import { LIMITS } from "../platform/limits.ts";
import { searchable } from "../threads/searchable.ts";
import { landKnownResults } from "../tools/landResults.ts";

/** How a turn ended, and its text, without the money. */
export type Answer = Pick<FinishTurn, "status" | "parts" | "finishReason" | "error" | "firstTokenMs"> & {
  /** Null until a worker has reported its end. */
  readonly totalMs: number | null;
};

/** Writes the answer into its turn and its message. */
export async function storeAnswer(ctx: MutationCtx, turn: Doc<"turns">, answer: Answer): Promise<void> {
  const { status, finishReason, error, firstTokenMs, totalMs } = answer;
  await ctx.db.patch(turn._id, { status, finishReason, firstTokenMs, totalMs });
  const message = await findMessage(ctx, turn.messageId);
  if (!message) return;
  // safe because Convex leaves out undefined fields
  const storedError = error as Doc<"messages">["error"];
  const parts = [...(await landKnownResults(ctx, turn.turnId, fitParts(answer.parts)))];
  await ctx.db.patch(message._id, { status, error: storedError, parts, searchText: searchable(parts) });
}

/** An answer too large to store is cut, never refused: a refusal would lose the ledger row as well. */
function fitParts(parts: readonly MessagePart[]): MessagePart[] {
  let left: number = LIMITS.messageChars;
  const fitting: MessagePart[] = [];
  for (const part of parts.slice(0, LIMITS.messageParts)) {
    const fitted = "text" in part ? { ...part, text: cutText(part.text, left) } : part;
    left -= partChars(part);
    if ("text" in fitted ? fitted.text !== "" : left > 0) fitting.push(fitted);
    if (left <= 0) break;
  }
  return fitting;
}
