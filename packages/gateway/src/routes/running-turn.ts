import type { Principal } from "@sendcat/shared-types";
import type { RequestScope } from "../request-scope.ts";

/** The turn that is being written in a thread. The AI SDK resumes a chat by the chat's own id, which is its thread's. */
export async function runningTurnIn(
  { ports }: RequestScope,
  principal: Principal,
  threadId: string,
): Promise<string | null> {
  const page = await ports.threadStore.messages({ threadId, cursor: null, limit: 1 }, principal);
  const newest = page?.items[0];
  return newest?.status === "streaming" ? newest.turnId : null;
}
