import { servicePolicy } from "@sendcat/assembly";
import { clientIdSchema } from "@sendcat/shared-types";
import type { Metadata } from "next";
import { connection } from "next/server";
import { env } from "../../env.ts";
import { PlansPage } from "../../plans/plans-page.tsx";
import { ChatServicesProvider } from "../../session/chat-services-provider.tsx";
import { readPageConfig } from "../../session/read-page-config.ts";

export const metadata: Metadata = { title: "Plans" };

/** What each plan includes, from this deployment's policy. */
export default async function Plans({ searchParams }: { searchParams: Promise<{ thread?: string | string[] }> }) {
  await connection();
  const thread = clientIdSchema.safeParse((await searchParams).thread);
  return (
    <ChatServicesProvider config={await readPageConfig()}>
      <PlansPage
        policy={servicePolicy(env())}
        isSold={env().STRIPE_SECRET_KEY !== undefined}
        threadId={thread.success ? thread.data : null}
      />
    </ChatServicesProvider>
  );
}
