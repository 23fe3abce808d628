"use client";

import { createChatTransport, createSession, type Session } from "@sendcat/chat-client";
import { initBotId } from "botid/client/core";
import { ConvexProviderWithAuth, ConvexReactClient } from "convex/react";
import { createContext, useContext, useState, type ReactNode } from "react";
import { createConversations, type Conversations } from "../conversation/conversations.ts";
import type { PageConfig } from "./page-config.ts";
import { createQuotaStore, type QuotaStore } from "../quota/quota-store.ts";
import { keepTabsTogether } from "./keep-tabs-together.ts";
import { useSessionAuth } from "./use-session-auth.ts";

export interface ChatServices {
  readonly session: Session;
  readonly conversations: Conversations;
  readonly quota: QuotaStore;
  /** The model class asked for; undefined is the plan's default. */
  readonly model: { current: string | undefined };
  /** What a program has written into the field that people do not see. */
  readonly honeypot: { current: string };
}

const ChatServicesContext = createContext<ChatServices | null>(null);

function createServices(config: PageConfig): ChatServices {
  const session = createSession({ baseUrl: "" });
  keepTabsTogether(session);
  if (config.asksBotId) watchForBots();
  const model: { current: string | undefined } = { current: undefined };
  const honeypot = { current: "" };
  const conversations: Conversations = createConversations(
    createChatTransport({
      session,
      baseUrl: config.streamBaseUrl,
      model: () => model.current,
      honeypot: () => honeypot.current,
      onConnection: (chatId, state) => conversations.setConnection(chatId, state),
    }),
  );
  const quota = createQuotaStore({ session, fetch: (input, init) => fetch(input, init), now: () => Date.now() });
  return { session, conversations, quota, model, honeypot };
}

/** Vercel's BotID puts its challenge into the request for a session. A page that is rendered on the server has no browser to watch. */
function watchForBots(): void {
  if (typeof window === "undefined") return;
  initBotId({ protect: [{ path: "/api/session", method: "POST" }] });
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
