import type { BeginTurn, ChatRequest, Policy, Reservation } from "@sendcat/shared-types";

/** The store's view of a chat request that was admitted. */
export function beginTurn(chat: ChatRequest, reservation: Reservation, policy: Policy): BeginTurn {
  const { day, tokens, costMicroUsd, model, plan } = reservation;
  return {
    turnId: chat.turnId,
    threadId: chat.threadId,
    model,
    input:
      chat.trigger === "submit-message"
        ? { kind: "submit", messageId: chat.message.id, parts: chat.message.parts }
        : { kind: "regenerate", messageId: chat.messageId },
    history: { maxMessages: policy.historyMessages, maxChars: policy.plans[plan].historyChars },
    leaseMs: policy.checkpoint.leaseMs,
    reservation: { day, tokens, costMicroUsd },
  };
}
