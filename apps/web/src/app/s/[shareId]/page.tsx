import type { Metadata } from "next";
import { SharedThread } from "../../../share/shared-thread.tsx";
import { PlainPage } from "../../../shell/plain-page.tsx";

export const metadata: Metadata = { title: "A shared conversation", robots: { index: false, follow: false } };

export default async function Shared({ params }: { params: Promise<{ shareId: string }> }) {
  const { shareId } = await params;
  return (
    <PlainPage back="Ask something yourself">
      <SharedThread shareId={shareId} />
    </PlainPage>
  );
}
