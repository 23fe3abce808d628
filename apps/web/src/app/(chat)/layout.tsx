import { connection } from "next/server";
import type { ReactNode } from "react";
import { env } from "../../env.ts";
import { ChatServicesProvider } from "../../session/chat-services.tsx";
import { ChatApp } from "../../shell/chat-app.tsx";

/** The app lives in the layout: moving between threads changes the address, not the page. */
export default async function ChatLayout({ children }: { children: ReactNode }) {
  await connection();
  const { SENDCAT_PUBLIC_CONVEX_URL, CONVEX_URL, SENDCAT_STREAM_BASE_URL, SENDCAT_BOTID, VERCEL } = env();
  const config = {
    convexUrl: SENDCAT_PUBLIC_CONVEX_URL ?? CONVEX_URL,
    streamBaseUrl: SENDCAT_STREAM_BASE_URL ?? "",
    asksBotId: SENDCAT_BOTID === "1" && VERCEL === "1",
  };
  return (
    <ChatServicesProvider config={config}>
      <ChatApp />
      {children}
    </ChatServicesProvider>
  );
}
