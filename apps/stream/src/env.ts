import { availableParallelism } from "node:os";
import { readGatewayEnv, type GatewayEnv, type HostVariables } from "@sendcat/assembly";

export interface StreamEnv {
  readonly gateway: GatewayEnv;
  /** Address to listen on. Default 0.0.0.0, as containers need. */
  readonly host: string;
  /** `PORT`, default 8080. */
  readonly port: number;
  /** Number of processes; one per core by default. */
  readonly workers: number;
  /** After SIGTERM, how long running answers may continue before they are stored as interrupted. Default: as long as the longest answer. */
  readonly drainMs: number;
  /** Connection limit of one process. */
  readonly maxConnections: number;
}

/** Throws with the names of missing or invalid variables, never with a value. */
export function readEnv(): StreamEnv {
  const { env } = process;
  return {
    gateway: readGatewayEnv({
      SENDCAT_SIGNING_KEY: env["SENDCAT_SIGNING_KEY"],
      SENDCAT_ISSUER: env["SENDCAT_ISSUER"],
      SENDCAT_ALLOWED_ORIGINS: env["SENDCAT_ALLOWED_ORIGINS"],
      UPSTASH_REDIS_REST_URL: env["UPSTASH_REDIS_REST_URL"],
      UPSTASH_REDIS_REST_TOKEN: env["UPSTASH_REDIS_REST_TOKEN"],
      CONVEX_URL: env["CONVEX_URL"],
      SENDCAT_PUBLIC_CONVEX_URL: env["SENDCAT_PUBLIC_CONVEX_URL"],
      SENDCAT_STREAM_BASE_URL: env["SENDCAT_STREAM_BASE_URL"],
      OPENROUTER_API_KEY: env["OPENROUTER_API_KEY"],
      OPENROUTER_BASE_URL: env["OPENROUTER_BASE_URL"],
      FIREWORKS_API_KEY: env["FIREWORKS_API_KEY"],
      FIREWORKS_BASE_URL: env["FIREWORKS_BASE_URL"],
      SENDCAT_POLICY: env["SENDCAT_POLICY"],
      SENDCAT_TOOLS: env["SENDCAT_TOOLS"],
      SENDCAT_ALERT_WEBHOOK_URL: env["SENDCAT_ALERT_WEBHOOK_URL"],
      STRIPE_API_URL: env["STRIPE_API_URL"],
      STREAMING_STRATEGY: env["STREAMING_STRATEGY"],
      SENDCAT_TRUSTED_PROXY_HOPS: env["SENDCAT_TRUSTED_PROXY_HOPS"],
      SENDCAT_METRICS: env["SENDCAT_METRICS"],
    } satisfies HostVariables<"stream">),
    host: env["HOST"] || "0.0.0.0",
    port: whole("PORT", 8_080, [0, 65_535]),
    workers: whole("SENDCAT_STREAM_WORKERS", availableParallelism(), [1, 256]),
    drainMs: whole("SENDCAT_DRAIN_MS", 240_000, [0, 3_600_000]),
    maxConnections: whole("SENDCAT_MAX_CONNECTIONS", 20_000, [1, 1_000_000]),
  };
}

function whole(name: string, otherwise: number, [least, most]: readonly [number, number]): number {
  const text = process.env[name];
  if (text === undefined || text === "") return otherwise;
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new Error(`${name} must be a whole number from ${least} to ${most}. See .env.example.`);
}
