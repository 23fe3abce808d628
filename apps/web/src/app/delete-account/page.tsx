import type { Metadata } from "next";
import { DeletionSection } from "../../account/deletion-section.tsx";
import { Notice } from "../../notices/notice.tsx";
import { ChatServicesProvider } from "../../session/chat-services-provider.tsx";
import { readPageConfig } from "../../session/read-page-config.ts";
import { PlainPage } from "../../shell/plain-page.tsx";

export const metadata: Metadata = { title: "Delete your account" };

export default async function DeleteAccount() {
  return (
    <PlainPage back="Back to the chat">
      <Notice page="/delete-account" />
      <div className="mt-8">
        <ChatServicesProvider config={await readPageConfig()}>
          <DeletionSection />
        </ChatServicesProvider>
      </div>
    </PlainPage>
  );
}
