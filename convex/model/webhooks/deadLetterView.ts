import type { Doc } from "../../_generated/dataModel.js";

/** A dead event in the form that operators read. */
export function deadLetterView({ source, eventId, type, attempts, error, event, _creationTime }: Doc<"webhookEvents">) {
  return { source, eventId, type, attempts, error, event, receivedAtMs: Math.floor(_creationTime) };
}
