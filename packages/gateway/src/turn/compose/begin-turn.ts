import type { BeginTurn, ChatRequest, Policy, Reservation } from "@sendcat/shared-types";
import { picturesShown } from "./pictures-shown.ts";

export interface BeginOptions {
  readonly chat: ChatRequest;
  readonly reservation: Reservation;
  readonly policy: Policy;
  readonly worker: string;
  readonly requestId: string;
}

const INPUT_KINDS = { "regenerate-message": "regenerate", "continue-message": "continue" } as const;

/** The arguments of `TurnStore.begin` for a chat request that was admitted. */
export function beginTurn({ chat, reservation, policy, worker, requestId }: BeginOptions): BeginTurn {
  const { day, tokens, costMicroUsd, model, plan } = reservation;
  const pictures = picturesShown(chat);
  return {
    turnId: chat.turnId,
    threadId: chat.threadId,
    worker,
    requestId,
    model,
    input:
      chat.trigger === "submit-message"
        ? {
            kind: "submit",
            messageId: chat.message.id,
            parts: chat.message.parts,
            ...(chat.message.attachments.length > 0 ? { attachments: chat.message.attachments } : {}),
          }
        : { kind: INPUT_KINDS[chat.trigger], messageId: chat.messageId },
    history: {
      maxMessages: policy.historyMessages,
      maxChars: policy.plans[plan].historyChars,
      ...(pictures > 0 ? { pictures } : {}),
    },
    leaseMs: policy.checkpoint.leaseMs,
    reservation: { day, tokens, costMicroUsd },
  };
}
