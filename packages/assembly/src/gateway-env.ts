import {
  MODEL_PROVIDER_NAMES,
  STREAMING_STRATEGIES,
  TOOL_NAMES,
  type ModelProvider,
  type Policy,
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
  /** Further origins that may call the API with a browser, comma separated. */
  SENDCAT_ALLOWED_ORIGINS: list.default([]),
  UPSTASH_REDIS_REST_URL: url,
  UPSTASH_REDIS_REST_TOKEN: z.string().min(1),
  /** The Convex deployment as this host reaches it. */
  CONVEX_URL: url,
  /** The same as browsers reach it. */
  SENDCAT_PUBLIC_CONVEX_URL: url.optional(),
  /** Where browsers stream chats from, when it is not the web app's origin (`STREAMING_STRATEGY` convex or dedicated). */
  SENDCAT_STREAM_BASE_URL: url.optional(),
  /** Of each model provider that the policy has routes of: its key, and another address than its own. */
  ...providerVariables(apiKeyName, z.string().min(1).optional()),
  ...providerVariables(baseUrlName, url.optional()),
  /** JSON laid over the default policy: limits, prices, time-outs. */
  SENDCAT_POLICY: z.string().transform(parseJson).default({}),
  /** The tools the model may use, comma separated, e.g. `search_web,search_products`: those that Convex was given keys for. */
  SENDCAT_TOOLS: list.pipe(z.array(z.enum(TOOL_NAMES))).default([]),
  /** Told when the day's spending passes a share of its cap: a URL that takes `{ "text": ... }`. A secret, as such URLs are. */
  SENDCAT_ALERT_WEBHOOK_URL: url.optional(),
  /** `off` counts nothing: the operators' page and `GET /api/ops/metrics` then show gauges alone. */
  SENDCAT_METRICS: z.enum(["on", "off"]).default("on"),
  /** Signing secret of the endpoint that Stripe delivers to, `whsec_...`; without it Stripe's webhooks are not taken. */
  STRIPE_WEBHOOK_SECRET: z.string().min(1).optional(),
  /** Stripe's key, `sk_...` or a restricted `rk_...`; without it plans are shown and not sold. */
  STRIPE_SECRET_KEY: z.string().min(1).optional(),
  /** Only for another endpoint that speaks Stripe's protocol. */
  STRIPE_API_URL: url.default("https://api.stripe.com"),
  STREAMING_STRATEGY: z.enum(STREAMING_STRATEGIES).default("edge"),
  /**
   * How many proxies of ours stand in front and append to X-Forwarded-For. 0 means the header is the client's own invention, so nobody's
   * address is known.
   */
  SENDCAT_TRUSTED_PROXY_HOPS: z.coerce.number().int().min(0).max(8).default(0),
});

/** What every host of the gateway is told; the hosts read their own environment and hand it over. */
export type GatewayEnv = z.infer<typeof gatewayEnvSchema>;
export type GatewayEnvNames = keyof GatewayEnv;

/** An empty variable is an unset one. Throws with the names of what is missing or wrong, never with a value. */
export function readGatewayEnv(given: Readonly<Record<GatewayEnvNames, string | undefined>>): GatewayEnv {
  const result = parse(given);
  if (result.success) return result.data;
  const problems = problemsOf(result.error).map(({ name, says }) => `${name}: ${says}`);
  throw new Error(`The environment is not complete. ${problems.join("; ")}. See .env.example.`);
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
  // safe because the providers' names are all there are
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
