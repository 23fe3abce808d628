import { BOT_CHECKED_ROUTES } from "@sendcat/shared-types";
import { connection } from "next/server";
import { env } from "../env.ts";
import type { PageConfig } from "./page-config.ts";

/** The page's settings for this request. */
export async function readPageConfig(): Promise<PageConfig> {
  await connection();
  const { SENDCAT_PUBLIC_CONVEX_URL, CONVEX_URL, SENDCAT_STREAM_BASE_URL, SENDCAT_BOTID, VERCEL } = env();
  return {
    convexUrl: SENDCAT_PUBLIC_CONVEX_URL ?? CONVEX_URL,
    streamBaseUrl: SENDCAT_STREAM_BASE_URL ?? "",
    botChecked: SENDCAT_BOTID === "1" && VERCEL === "1" ? BOT_CHECKED_ROUTES : [],
  };
}
