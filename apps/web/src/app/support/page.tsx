import type { Metadata } from "next";
import { Notice } from "../../notices/notice.tsx";
import { PlainPage } from "../../shell/plain-page.tsx";

export const metadata: Metadata = { title: "Support" };

export default function Support() {
  return (
    <PlainPage back="Back to the chat">
      <Notice page="/support" />
    </PlainPage>
  );
}
