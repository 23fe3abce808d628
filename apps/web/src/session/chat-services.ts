"use client";

import type { Session } from "@sendcat/chat-client";
import { createContext, useContext } from "react";
import type { Conversations } from "../conversation/conversations.ts";
import type { QuotaStore } from "../quota/quota-store.ts";

export interface ChatServices {
  readonly session: Session;
  readonly conversations: Conversations;
  readonly quota: QuotaStore;
  /** The model class asked for; undefined is the plan's default. */
  readonly model: { current: string | undefined };
  /** What a bot has typed into the field that users do not see. */
  readonly honeypot: { current: string };
}

export const ChatServicesContext = createContext<ChatServices | null>(null);

export function useChatServices(): ChatServices {
  const services = useContext(ChatServicesContext);
  if (!services) throw new Error("useChatServices needs a ChatServicesProvider above it.");
  return services;
}
