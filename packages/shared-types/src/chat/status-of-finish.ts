import type { FinishReason } from "../stream/finish-reason.ts";
import type { Ending } from "./ending.ts";

const STATUSES: Readonly<Record<FinishReason, Extract<Ending, "complete" | "truncated" | "filtered" | "refused">>> = {
  stop: "complete",
  length: "truncated",
  "content-filter": "filtered",
  refusal: "refused",
  "tool-calls": "complete",
  error: "complete",
  other: "complete",
};

/** The status of an answer, from the reason in its `finish` chunk. */
export function statusOfFinish(reason: FinishReason): (typeof STATUSES)[FinishReason] {
  return STATUSES[reason];
}
