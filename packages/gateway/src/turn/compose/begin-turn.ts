import type { BeginTurn, ChatRequest, Policy, Reservation } from "@sendcat/shared-types";

export interface BeginOptions {
  readonly chat: ChatRequest;
  readonly reservation: Reservation;
  readonly policy: Policy;
  readonly worker: string;
  readonly requestId: string;
}

/** The store's view of a chat request that was admitted. */
export function beginTurn({ chat, reservation, policy, worker, requestId }: BeginOptions): BeginTurn {
  const { day, tokens, costMicroUsd, model, plan } = reservation;
  return {
    turnId: chat.turnId,
    threadId: chat.threadId,
    worker,
    requestId,
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
