import {
  MODEL_PROVIDER_NAMES,
  STREAMING_STRATEGIES,
  TOOL_NAMES,
  type ModelProvider,
  type Policy,
  type SecretNotOf,
} from "@sendcat/shared-types";
import { z } from "zod";
import { apiKeyName, baseUrlName } from "./providers/provider-access.ts";

const url = z.url({ protocol: /^https?$/ }).transform((value) => value.replace(/\/$/, ""));
const list = z.string().transform((value) =>
  value
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== ""),
);

const gatewayEnvSchema = z.object({
  /** Private ES256 JWK as JSON, `kid` included. */
  SENDCAT_SIGNING_KEY: z.string().min(1),
  /** `iss` of our tokens: the public origin of the web app. */
  SENDCAT_ISSUER: url,
  /** More origins from which browsers may call the API, comma separated. */
  SENDCAT_ALLOWED_ORIGINS: list.default([]),
  UPSTASH_REDIS_REST_URL: url,
  UPSTASH_REDIS_REST_TOKEN: z.string().min(1),
  /** The address of the Convex deployment for this host. */
  CONVEX_URL: url,
  /** The address of the Convex deployment for browsers, if it differs. */
  SENDCAT_PUBLIC_CONVEX_URL: url.optional(),
  /** The address of the chat streams, if it is not the web app's origin (`STREAMING_STRATEGY` convex or dedicated). */
  SENDCAT_STREAM_BASE_URL: url.optional(),
  /** For each model provider in the policy's routes: its API key, and optionally another base URL. */
  ...providerVariables(apiKeyName, z.string().min(1).optional()),
  ...providerVariables(baseUrlName, url.optional()),
  /** JSON that overrides parts of the default policy: limits, prices, time-outs. */
  SENDCAT_POLICY: z.string().transform(parseJson).default({}),
  /** The tools that the model may use, comma separated, e.g. `search_web,search_products`: those for which Convex has keys. */
  SENDCAT_TOOLS: list.pipe(z.array(z.enum(TOOL_NAMES))).default([]),
  /** A URL that gets `{ "text": ... }` when the day's spend passes a percentage of its cap. Such URLs are secrets. */
  SENDCAT_ALERT_WEBHOOK_URL: url.optional(),
  /** `off` counts nothing: the operators' page and `GET /api/ops/metrics` then show only gauges. */
  SENDCAT_METRICS: z.enum(["on", "off"]).default("on"),
  /** Signing secret of the endpoint that Stripe delivers to, `whsec_...`; without it Stripe's webhooks are refused. */
  STRIPE_WEBHOOK_SECRET: z.string().min(1).optional(),
  /** Stripe's key, `sk_...` or a restricted `rk_...`; without it plans are shown but cannot be bought. */
  STRIPE_SECRET_KEY: z.string().min(1).optional(),
  /** Only for another server with Stripe's API, such as a simulator. */
  STRIPE_API_URL: url.default("https://api.stripe.com"),
  STREAMING_STRATEGY: z.enum(STREAMING_STRATEGIES).default("edge"),
  /**
   * The number of our own proxies in front of this host that append to X-Forwarded-For. With 0 the header may be forged by the client, so it is
   * ignored and client addresses are unknown.
   */
  SENDCAT_TRUSTED_PROXY_HOPS: z.coerce.number().int().min(0).max(8).default(0),
});

/** The settings of every host of the gateway; each host reads its own environment and passes it in. */
export type GatewayEnv = z.infer<typeof gatewayEnvSchema>;

/** Every variable that a host reads for its gateway: all but the secrets that it has no use for. */
export type HostVariables<Host extends "web" | "stream" | "core-host" | "core"> = Readonly<
  Record<Exclude<keyof GatewayEnv, SecretNotOf<Host>>, string | undefined>
>;

/** Parses the environment; an empty variable counts as unset. Throws with the names of missing or wrong variables, never with a value. */
export function readGatewayEnv(given: Readonly<Partial<Record<keyof GatewayEnv, string | undefined>>>): GatewayEnv {
  const result = parse(given);
  if (result.success) return result.data;
  const problems = problemsOf(result.error).map(({ name, says }) => `${name}: ${says}`);
  throw new Error(`The environment is not valid. ${problems.join("; ")}. See .env.example.`);
}

export interface EnvProblem {
  readonly name: string;
  /** Never holds the value. */
  readonly says: string;
}

/** What is missing or wrong of an environment that may have other variables as well; empty when a host would start with it. */
export function gatewayEnvProblems(given: Readonly<Record<string, string | undefined>>): readonly EnvProblem[] {
  const result = parse(given);
  return result.success ? [] : problemsOf(result.error);
}

/** What a host with this policy does not start without. */
export function requiredVariables({ models }: Pick<Policy, "models">): readonly string[] {
  const providers = Object.values(models).flatMap(({ routes }) => routes.map(({ provider }) => provider));
  return [...new Set([...gatewayEnvProblems({}).map(({ name }) => name), ...providers.map(apiKeyName)])];
}

function parse(given: Readonly<Record<string, string | undefined>>) {
  const set = Object.entries(given).filter(([, value]) => value !== undefined && value !== "");
  return gatewayEnvSchema.safeParse(Object.fromEntries(set));
}

function problemsOf({ issues }: z.ZodError): readonly EnvProblem[] {
  return issues.map(({ path, message }) => ({ name: path.join("."), says: message }));
}

function providerVariables<Name extends string, Schema>(
  nameOf: (provider: ModelProvider) => Name,
  schema: Schema,
): Readonly<Record<Name, Schema>> {
  // safe because MODEL_PROVIDER_NAMES has every provider
  return Object.fromEntries(MODEL_PROVIDER_NAMES.map((name) => [nameOf(name), schema])) as Record<Name, Schema>;
}

function parseJson(text: string, context: z.RefinementCtx): unknown {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: "custom", message: "must be JSON" });
    return z.NEVER;
  }
}
