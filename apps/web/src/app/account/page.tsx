import type { Metadata } from "next";
import { AccountPage } from "../../account/account-page.tsx";
import { ChatServicesProvider } from "../../session/chat-services-provider.tsx";
import { readPageConfig } from "../../session/read-page-config.ts";
import { PlainPage } from "../../shell/plain-page.tsx";

export const metadata: Metadata = { title: "Your account and data", robots: { index: false } };

export default async function Account() {
  return (
    <PlainPage back="Back to the chat">
      <ChatServicesProvider config={await readPageConfig()}>
        <AccountPage />
      </ChatServicesProvider>
    </PlainPage>
  );
}
