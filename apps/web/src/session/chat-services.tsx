"use client";

import { createChatTransport, createSession, type Session } from "@sendcat/chat-client";
import { ConvexProviderWithAuth, ConvexReactClient } from "convex/react";
import { createContext, useContext, useState, type ReactNode } from "react";
import { createConversations, type Conversations } from "../conversation/conversations.ts";
import type { PageConfig } from "./page-config.ts";
import { useSessionAuth } from "./use-session-auth.ts";

export interface ChatServices {
  readonly session: Session;
  readonly conversations: Conversations;
  /** The model class asked for; undefined is the plan's default. */
  readonly model: { current: string | undefined };
}

const ChatServicesContext = createContext<ChatServices | null>(null);

function createServices(config: PageConfig): ChatServices {
  const session = createSession({ baseUrl: "" });
  const model: { current: string | undefined } = { current: undefined };
  const conversations: Conversations = createConversations(
    createChatTransport({
      session,
      baseUrl: config.streamBaseUrl,
      model: () => model.current,
      onConnection: (chatId, state) => conversations.setConnection(chatId, state),
    }),
  );
  return { session, conversations, model };
}

/** One session, one Convex connection and the page's conversations, for everything below. */
export function ChatServicesProvider({ config, children }: { config: PageConfig; children: ReactNode }) {
  const [services] = useState(() => createServices(config));
  const [convex] = useState(() => new ConvexReactClient(config.convexUrl));
  return (
    <ChatServicesContext value={services}>
      <ConvexProviderWithAuth client={convex} useAuth={useSessionAuth}>
        {children}
      </ConvexProviderWithAuth>
    </ChatServicesContext>
  );
}

export function useChatServices(): ChatServices {
  const services = useContext(ChatServicesContext);
  if (!services) throw new Error("useChatServices needs a ChatServicesProvider above it.");
  return services;
}
