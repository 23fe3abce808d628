import type { FinishReason } from "../stream/finish-reason.ts";
import type { MessageStatus } from "./message-status.ts";

const STATUSES: Readonly<Record<FinishReason, Extract<MessageStatus, "complete" | "truncated" | "filtered">>> = {
  stop: "complete",
  length: "truncated",
  "content-filter": "filtered",
  "tool-calls": "complete",
  error: "complete",
  other: "complete",
};

/** The status of an answer, from the reason in its `finish` chunk. */
export function statusOfFinish(reason: FinishReason): (typeof STATUSES)[FinishReason] {
  return STATUSES[reason];
}
