import { isDeclined, toPublicError } from "@sendcat/shared-types";
import type { StreamEnding } from "../emit/ui-stream-encoder.ts";
import type { TurnOutcome } from "./turn-outcome.ts";

/** How the stream ends for its readers. `outcome` is null when the turn failed in our own code. */
export function endingOf(outcome: TurnOutcome | null, textLength: number): StreamEnding {
  if (!outcome) return { kind: "failed", error: toPublicError({ code: "internal" }) };
  if (outcome.cutBy === "stopped") return { kind: "stopped" };
  if (outcome.cutBy === "lost" || outcome.cutBy === "handed-over") return { kind: "interrupted", textLength };
  const isOverlong = outcome.cutBy === "overlong";
  if (outcome.refusal && !isOverlong) return { kind: "failed", error: toPublicError(outcome.refusal) };
  const { usage } = outcome;
  const reason = isOverlong ? "length" : outcome.reason;
  // When a filter or the model itself holds back every word, the answer is not `empty`.
  if (!outcome.hasAnswer && !isDeclined(reason)) return { kind: "empty" };
  const metadata = usage ? { inputTokens: usage.inputTokens, outputTokens: usage.outputTokens } : {};
  return { kind: "finish", reason, metadata };
}
