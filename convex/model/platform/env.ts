import type { ProviderEnv } from "@sendcat/assembly/providers";

/** The deployment's environment (`npx convex env set`): the keys of model providers. A provider without a key is not called. */
export function modelProvidersEnv(): Required<ProviderEnv> {
  const { env } = process;
  return {
    OPENROUTER_API_KEY: env.OPENROUTER_API_KEY,
    OPENROUTER_BASE_URL: env.OPENROUTER_BASE_URL,
    FIREWORKS_API_KEY: env.FIREWORKS_API_KEY,
    FIREWORKS_BASE_URL: env.FIREWORKS_BASE_URL,
  };
}

/** The edge's Redis, for what the core spends and settles itself. */
export function redisEnv(): { readonly url: string; readonly token: string } {
  return { url: process.env.UPSTASH_REDIS_REST_URL ?? "", token: process.env.UPSTASH_REDIS_REST_TOKEN ?? "" };
}

/** Search by Serper; without a key its tools have no provider. */
export function serperEnv(): { readonly apiKey: string; readonly baseUrl: string } {
  return {
    apiKey: process.env.SERPER_API_KEY ?? "",
    baseUrl: process.env.SERPER_BASE_URL || "https://google.serper.dev",
  };
}

export function ebayEnv() {
  return {
    clientId: process.env.EBAY_CLIENT_ID ?? "",
    clientSecret: process.env.EBAY_CLIENT_SECRET ?? "",
    baseUrl: process.env.EBAY_BASE_URL || "https://api.ebay.com",
    marketplace: process.env.EBAY_MARKETPLACE || "EBAY_US",
  };
}

/** Sign-in: the secret for hashes and cookies, and this service's public origin. */
export function authEnv(): { readonly secret: string; readonly origin: string } {
  return { secret: process.env.BETTER_AUTH_SECRET ?? "", origin: process.env.SENDCAT_ISSUER ?? "" };
}

/** Sign-in providers as JSON: `[{"id", "name", "issuer", "clientId", "clientSecret"}]`. */
export function providersEnv(): string {
  return process.env.SENDCAT_SIGN_IN_PROVIDERS ?? "";
}

/** The email service; without a key no user can get a code. */
export function mailEnv() {
  return {
    apiKey: process.env.RESEND_API_KEY ?? "",
    baseUrl: process.env.RESEND_BASE_URL || "https://api.resend.com",
    from: process.env.SENDCAT_MAIL_FROM || "Sendcat <hello@sendcat.example>",
  };
}

/** Extra origins of product pictures, comma separated; the web app has the same. */
export function imageOriginsEnv(): readonly string[] {
  return (process.env.SENDCAT_IMAGE_ORIGINS ?? "").split(",").filter((origin) => origin !== "");
}

/** The edge's policy overrides as JSON, the same text on both sides. */
export function policyEnv(): string {
  return process.env.SENDCAT_POLICY || "{}";
}

/** What the gateway needs to run in this deployment; null without a signing key. */
export function gatewayEnv() {
  const { env } = process;
  if (!env.SENDCAT_SIGNING_KEY) return null;
  return {
    SENDCAT_SIGNING_KEY: env.SENDCAT_SIGNING_KEY,
    SENDCAT_ISSUER: env.SENDCAT_ISSUER,
    SENDCAT_ALLOWED_ORIGINS: env.SENDCAT_ALLOWED_ORIGINS,
    UPSTASH_REDIS_REST_URL: env.UPSTASH_REDIS_REST_URL,
    UPSTASH_REDIS_REST_TOKEN: env.UPSTASH_REDIS_REST_TOKEN,
    CONVEX_URL: env.CONVEX_CLOUD_URL,
    SENDCAT_PUBLIC_CONVEX_URL: env.SENDCAT_PUBLIC_CONVEX_URL,
    SENDCAT_STREAM_BASE_URL: env.SENDCAT_STREAM_BASE_URL,
    ...modelProvidersEnv(),
    SENDCAT_POLICY: env.SENDCAT_POLICY,
    SENDCAT_ALERT_WEBHOOK_URL: env.SENDCAT_ALERT_WEBHOOK_URL,
    STRIPE_API_URL: env.STRIPE_API_URL,
    STREAMING_STRATEGY: env.STREAMING_STRATEGY,
    SENDCAT_TRUSTED_PROXY_HOPS: undefined,
    SENDCAT_TOOLS: env.SENDCAT_TOOLS,
    SENDCAT_METRICS: env.SENDCAT_METRICS,
  };
}
