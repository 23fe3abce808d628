import type { Metadata } from "next";
import { Notice } from "../../notices/notice.tsx";
import { PlainPage } from "../../shell/plain-page.tsx";

export const metadata: Metadata = { title: "Terms of use" };

export default function Terms() {
  return (
    <PlainPage back="Back to the chat">
      <Notice page="/terms" />
    </PlainPage>
  );
}
