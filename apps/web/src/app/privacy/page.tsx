import type { Metadata } from "next";
import { Notice } from "../../notices/notice.tsx";
import { PlainPage } from "../../shell/plain-page.tsx";

export const metadata: Metadata = { title: "Privacy" };

export default function Privacy() {
  return (
    <PlainPage back="Back to the chat">
      <Notice page="/privacy" />
    </PlainPage>
  );
}
