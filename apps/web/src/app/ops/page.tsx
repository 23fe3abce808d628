import type { Metadata } from "next";
import { OpsPage } from "../../ops/ops-page.tsx";

export const metadata: Metadata = { title: "Operations", robots: { index: false, follow: false } };

/** The page is a shell: everything on it is requested with the visitor's own token, and refused unless they are an operator. */
export default function Ops() {
  return <OpsPage />;
}
