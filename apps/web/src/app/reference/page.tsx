import { servicePolicy } from "@sendcat/assembly";
import type { Metadata } from "next";
import { connection } from "next/server";
import { env } from "../../env.ts";
import { ApiReference } from "../../reference/api-reference.tsx";
import { PlainPage } from "../../shell/plain-page.tsx";

export const metadata: Metadata = { title: "API reference" };

/** The HTTP API, from this deployment's table of routes and policy. */
export default async function Reference() {
  await connection();
  return (
    <PlainPage back="Back to Sendcat">
      <ApiReference policy={servicePolicy(env())} />
    </PlainPage>
  );
}
