import { RECIPIENT_NAMES, RECIPIENTS_OF_THE_CORE, TOOLS, type Policy, type RecipientName } from "@sendcat/shared-types";
import type { WebEnv } from "../env.ts";

type Variable = Exclude<keyof WebEnv, "productImageOrigins">;

/** For each variable, who is sent something of users when it is set; null: nobody. */
const SENDS_TO: Readonly<Record<Variable, RecipientName | null>> = {
  SENDCAT_SIGNING_KEY: null,
  SENDCAT_ISSUER: null,
  SENDCAT_ALLOWED_ORIGINS: null,
  UPSTASH_REDIS_REST_URL: "upstash",
  UPSTASH_REDIS_REST_TOKEN: "upstash",
  CONVEX_URL: "convex",
  SENDCAT_PUBLIC_CONVEX_URL: "convex",
  SENDCAT_STREAM_BASE_URL: null,
  OPENROUTER_API_KEY: "openrouter",
  OPENROUTER_BASE_URL: null,
  FIREWORKS_API_KEY: "fireworks",
  FIREWORKS_BASE_URL: null,
  SENDCAT_POLICY: null,
  // The offered tools say it.
  SENDCAT_TOOLS: null,
  // It gets amounts of money, nothing of users.
  SENDCAT_ALERT_WEBHOOK_URL: null,
  STRIPE_WEBHOOK_SECRET: "stripe",
  STRIPE_SECRET_KEY: "stripe",
  STRIPE_API_URL: null,
  STREAMING_STRATEGY: null,
  SENDCAT_TRUSTED_PROXY_HOPS: null,
  SENDCAT_METRICS: null,
  SENDCAT_BOTID: "vercel",
  SENDCAT_NODE_ROUTE: null,
  SENDCAT_OPERATOR_NAME: null,
  SENDCAT_OPERATOR_ADDRESS: null,
  SENDCAT_OPERATOR_COUNTRY: null,
  SENDCAT_SUPPORT_EMAIL: null,
  VERCEL: "vercel",
};

/** Who is sent something of users in this deployment, in the table's order, with those that only the core knows of. */
export function recipientsInUse(
  env: Pick<WebEnv, Variable>,
  { tools }: Pick<Policy, "tools">,
): readonly RecipientName[] {
  // safe because these are its keys
  const variables = Object.keys(SENDS_TO) as Variable[];
  const used = new Set<RecipientName | null>([
    ...variables.filter((name) => env[name] !== undefined && env[name] !== "").map((name) => SENDS_TO[name]),
    ...tools.offered.map((tool) => TOOLS[tool].provider),
    ...RECIPIENTS_OF_THE_CORE,
  ]);
  return RECIPIENT_NAMES.filter((name) => used.has(name));
}
