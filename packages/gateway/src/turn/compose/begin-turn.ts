import type { BeginTurn, ChatRequest, ModelClass, Policy } from "@sendcat/shared-types";

/** The store's view of a chat request. */
export function beginTurn(chat: ChatRequest, model: ModelClass, policy: Policy): BeginTurn {
  return {
    turnId: chat.turnId,
    threadId: chat.threadId,
    model: model.name,
    input:
      chat.trigger === "submit-message"
        ? { kind: "submit", messageId: chat.message.id, parts: chat.message.parts }
        : { kind: "regenerate", messageId: chat.messageId },
    history: policy.history,
    leaseMs: policy.checkpoint.leaseMs,
  };
}
