"use client";

import { apiFetch, createChatTransport, createSession } from "@sendcat/chat-client";
import { initBotId } from "botid/client/core";
import { ConvexProviderWithAuth, ConvexReactClient } from "convex/react";
import { useEffect, useState, type ReactNode } from "react";
import { createConversations, type Conversations } from "../conversation/conversations.ts";
import { createQuotaStore } from "../quota/quota-store.ts";
import { ChatServicesContext, type ChatServices } from "./chat-services.ts";
import { keepTabsTogether } from "./keep-tabs-together.ts";
import type { PageConfig } from "./page-config.ts";
import { useSessionAuth } from "./use-session-auth.ts";

function createServices(config: PageConfig): ChatServices {
  const session = createSession({ baseUrl: "" });
  watchForBots(config.botChecked);
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
  const quota = createQuotaStore({ session, fetch: apiFetch, now: () => Date.now() });
  return { session, conversations, quota, model, honeypot };
}

/** Vercel's BotID adds its challenge to these requests. On the server there is no browser to check. */
function watchForBots(protect: PageConfig["botChecked"]): void {
  if (typeof window === "undefined" || protect.length === 0) return;
  initBotId({ protect: [...protect] });
}

/** Gives the components below it one session, one Convex connection and the page's conversations. */
export function ChatServicesProvider({ config, children }: { config: PageConfig; children: ReactNode }) {
  const [services] = useState(() => createServices(config));
  const [convex] = useState(() => new ConvexReactClient(config.convexUrl));
  // Until another page of this tab takes over: a session that nobody uses any more would follow it, and leave the page.
  useEffect(() => keepTabsTogether(services.session), [services]);
  return (
    <ChatServicesContext value={services}>
      <ConvexProviderWithAuth client={convex} useAuth={useSessionAuth}>
        {children}
      </ConvexProviderWithAuth>
    </ChatServicesContext>
  );
}
