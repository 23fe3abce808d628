import type { ConnectionState, SendcatTransport } from "@sendcat/chat-client";
import type { UIMessage } from "ai";
import { createConversation, type Conversation } from "./conversation.ts";
import { isOpen } from "./live-turn.ts";

export interface Conversations {
  of(threadId: string): Conversation;
  setConnection(threadId: string, connection: ConnectionState): void;
}

/** Idle conversations kept in memory, besides those with a turn in flight. */
const MAX_IDLE = 12;

/** The page's conversations, by thread id. */
export function createConversations(transport: SendcatTransport<UIMessage>): Conversations {
  const byThread = new Map<string, Conversation>();
  return {
    of(threadId) {
      const known = byThread.get(threadId);
      if (known) return known;
      const idle = [...byThread.values()].filter(({ state }) => {
        const { turn } = state();
        return !turn || !isOpen(turn);
      });
      const oldest = idle[0];
      if (oldest && idle.length >= MAX_IDLE) byThread.delete(oldest.threadId);
      const conversation = createConversation({
        threadId,
        transport,
        newId: () => crypto.randomUUID(),
        now: () => Date.now(),
      });
      byThread.set(threadId, conversation);
      return conversation;
    },
    setConnection: (threadId, connection) => byThread.get(threadId)?.setConnection(connection),
  };
}
