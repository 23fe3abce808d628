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

/** What an answer is, by the reason that its `finish` chunk gives. */
export function statusOfFinish(reason: FinishReason): (typeof STATUSES)[FinishReason] {
  return STATUSES[reason];
}
