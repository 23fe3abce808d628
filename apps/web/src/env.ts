import { readGatewayEnv, servicePolicy, type GatewayEnv, type HostVariables } from "@sendcat/assembly";

export interface WebEnv extends GatewayEnv {
  /** Origins that product pictures are fetched from: the policy's and those of SENDCAT_IMAGE_ORIGINS (comma separated). */
  readonly productImageOrigins: readonly string[];
  /** Who runs this deployment, for the public pages: name, postal address, country whose law applies, and address for support. */
  readonly SENDCAT_OPERATOR_NAME: string | undefined;
  readonly SENDCAT_OPERATOR_ADDRESS: string | undefined;
  readonly SENDCAT_OPERATOR_COUNTRY: string | undefined;
  readonly SENDCAT_SUPPORT_EMAIL: string | undefined;
  /** `1` has Vercel's BotID check browsers that ask for a session or a mailed code. Must also be set when building. */
  readonly SENDCAT_BOTID: string | undefined;
  /** `1` serves the API on the Node runtime as well, under `/node`. */
  readonly SENDCAT_NODE_ROUTE: string | undefined;
  /** Set by Vercel. On Vercel we use the platform's x-real-ip and ignore SENDCAT_TRUSTED_PROXY_HOPS. */
  readonly VERCEL: string | undefined;
}

let parsed: WebEnv | null = null;

/**
 * The environment, read once, at the first request, so that a build needs none of it.
 * Throws with the names of missing or invalid variables, never with a value.
 */
export function env(): WebEnv {
  parsed ??= read();
  return parsed;
}

function read(): WebEnv {
  // Listed one by one because an edge bundle has no enumerable environment.
  const gateway = readGatewayEnv({
    SENDCAT_SIGNING_KEY: process.env.SENDCAT_SIGNING_KEY,
    SENDCAT_ISSUER: process.env.SENDCAT_ISSUER,
    SENDCAT_ALLOWED_ORIGINS: process.env.SENDCAT_ALLOWED_ORIGINS,
    UPSTASH_REDIS_REST_URL: process.env.UPSTASH_REDIS_REST_URL,
    UPSTASH_REDIS_REST_TOKEN: process.env.UPSTASH_REDIS_REST_TOKEN,
    CONVEX_URL: process.env.CONVEX_URL,
    SENDCAT_PUBLIC_CONVEX_URL: process.env.SENDCAT_PUBLIC_CONVEX_URL,
    SENDCAT_STREAM_BASE_URL: process.env.SENDCAT_STREAM_BASE_URL,
    OPENROUTER_API_KEY: process.env.OPENROUTER_API_KEY,
    OPENROUTER_BASE_URL: process.env.OPENROUTER_BASE_URL,
    FIREWORKS_API_KEY: process.env.FIREWORKS_API_KEY,
    FIREWORKS_BASE_URL: process.env.FIREWORKS_BASE_URL,
    SENDCAT_POLICY: process.env.SENDCAT_POLICY,
    SENDCAT_TOOLS: process.env.SENDCAT_TOOLS,
    SENDCAT_ALERT_WEBHOOK_URL: process.env.SENDCAT_ALERT_WEBHOOK_URL,
    STRIPE_WEBHOOK_SECRET: process.env.STRIPE_WEBHOOK_SECRET,
    STRIPE_SECRET_KEY: process.env.STRIPE_SECRET_KEY,
    STRIPE_API_URL: process.env.STRIPE_API_URL,
    STREAMING_STRATEGY: process.env.STREAMING_STRATEGY,
    SENDCAT_TRUSTED_PROXY_HOPS: process.env.SENDCAT_TRUSTED_PROXY_HOPS,
    SENDCAT_METRICS: process.env.SENDCAT_METRICS,
  } satisfies HostVariables<"web">);
  return {
    ...gateway,
    productImageOrigins: [
      ...servicePolicy(gateway).tools.imageOrigins,
      ...(process.env.SENDCAT_IMAGE_ORIGINS ?? "").split(",").filter((origin) => origin !== ""),
    ],
    SENDCAT_OPERATOR_NAME: process.env.SENDCAT_OPERATOR_NAME || undefined,
    SENDCAT_OPERATOR_ADDRESS: process.env.SENDCAT_OPERATOR_ADDRESS || undefined,
    SENDCAT_OPERATOR_COUNTRY: process.env.SENDCAT_OPERATOR_COUNTRY || undefined,
    SENDCAT_SUPPORT_EMAIL: process.env.SENDCAT_SUPPORT_EMAIL || undefined,
    SENDCAT_BOTID: process.env.SENDCAT_BOTID,
    SENDCAT_NODE_ROUTE: process.env.SENDCAT_NODE_ROUTE,
    VERCEL: process.env.VERCEL,
  };
}

/** `next dev`, as opposed to a production build. */
export const isDevelopment = process.env.NODE_ENV === "development";

/** Where our own server listens, unless its command says otherwise. */
export const listenPort = Number(process.env.PORT ?? 3_000);

/** Where traces are sent, by OTLP over HTTP; `@vercel/otel` reads the same variable. Empty: no traces. */
export const traceEndpoint = process.env.OTEL_EXPORTER_OTLP_ENDPOINT ?? "";
