import type { MessageView, Principal } from "@sendcat/shared-types";
import type { RequestScope } from "../request-scope.ts";

/** The newest message that a thread shows; null when this user has no such thread. */
export async function newestMessage(
  { ports }: RequestScope,
  principal: Principal,
  threadId: string,
): Promise<MessageView | null> {
  const page = await ports.threadStore.messages({ threadId, cursor: null, limit: 1 }, principal);
  return page?.items[0] ?? null;
}

/** The turn that is being written in a thread. The AI SDK resumes a chat by the chat's own id, which is its thread's. */
export async function runningTurnIn(
  scope: RequestScope,
  principal: Principal,
  threadId: string,
): Promise<string | null> {
  const newest = await newestMessage(scope, principal, threadId);
  return newest?.status === "streaming" ? newest.turnId : null;
}
