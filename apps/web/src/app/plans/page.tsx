import { servicePolicy } from "@sendcat/assembly";
import type { Metadata } from "next";
import { connection } from "next/server";
import { env } from "../../env.ts";
import { PlansPage } from "../../plans/plans-page.tsx";

export const metadata: Metadata = { title: "Plans" };

/** What each plan has, from this deployment's policy. */
export default async function Plans() {
  await connection();
  return <PlansPage policy={servicePolicy(env())} upgradeUrl={env().SENDCAT_UPGRADE_URL} />;
}
