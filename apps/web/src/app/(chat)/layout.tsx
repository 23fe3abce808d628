import type { ReactNode } from "react";
import { ChatServicesProvider } from "../../session/chat-services-provider.tsx";
import { readPageConfig } from "../../session/read-page-config.ts";
import { ChatApp } from "../../shell/chat-app.tsx";

/** The app is in the layout, so that moving between threads changes the address and not the page. */
export default async function ChatLayout({ children }: { children: ReactNode }) {
  return (
    <ChatServicesProvider config={await readPageConfig()}>
      <ChatApp />
      {children}
    </ChatServicesProvider>
  );
}
