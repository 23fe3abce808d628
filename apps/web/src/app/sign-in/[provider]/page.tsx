import type { Metadata } from "next";
import { ProviderReturn } from "../../../account/provider-return.tsx";
import { ChatServicesProvider } from "../../../session/chat-services-provider.tsx";
import { readPageConfig } from "../../../session/read-page-config.ts";
import { PlainPage } from "../../../shell/plain-page.tsx";

export const metadata: Metadata = { title: "Signing in", robots: { index: false }, referrer: "no-referrer" };

/** Where a provider sends users back to, with a code or an error. */
export default async function SignedInElsewhere({ params }: { params: Promise<{ provider: string }> }) {
  const { provider } = await params;
  return (
    <PlainPage back="Back to the chat">
      <ChatServicesProvider config={await readPageConfig()}>
        <ProviderReturn provider={provider} />
      </ChatServicesProvider>
    </PlainPage>
  );
}
