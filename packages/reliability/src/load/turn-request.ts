import { randomUUID } from "node:crypto";
import type { PlannedRequest } from "./load-plan.ts";

/** A question in the API's format: a new turn in a new thread. */
export function turnRequest(token: string, text: string): PlannedRequest & { readonly threadId: string } {
  const threadId = randomUUID();
  return {
    threadId,
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify({
      trigger: "submit-message",
      turnId: randomUUID(),
      threadId,
      message: { id: randomUUID(), parts: [{ type: "text", text }] },
    }),
  };
}
