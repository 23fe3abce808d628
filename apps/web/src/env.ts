import { z } from "zod";

const url = z.url({ protocol: /^https?$/ }).transform((value) => value.replace(/\/$/, ""));
const list = z.string().transform((value) =>
  value
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== ""),
);

const envSchema = z.object({
  /** Private ES256 JWK as JSON, `kid` included. */
  SENDCAT_SIGNING_KEY: z.string().min(1),
  /** `iss` of our tokens: the public origin of this app. */
  SENDCAT_ISSUER: url,
  /** Further origins that may call the API with a browser, comma separated. */
  SENDCAT_ALLOWED_ORIGINS: list.default([]),
  UPSTASH_REDIS_REST_URL: url,
  UPSTASH_REDIS_REST_TOKEN: z.string().min(1),
  /** The Convex deployment as this server reaches it. */
  CONVEX_URL: url,
  /** The same as browsers reach it. */
  SENDCAT_PUBLIC_CONVEX_URL: url.optional(),
  /** Where browsers stream chats from, when it is not this origin (`STREAMING_STRATEGY` convex or dedicated). */
  SENDCAT_STREAM_BASE_URL: url.optional(),
  OPENROUTER_API_KEY: z.string().min(1),
  OPENROUTER_BASE_URL: url.default("https://openrouter.ai/api/v1"),
  /** JSON laid over the default policy: limits, prices, time-outs. Checked where the gateway is wired. */
  SENDCAT_POLICY: z.string().transform(parseJson).default({}),
  /** Told when the day's spending passes a share of its cap: a URL that takes `{ "text": ... }`. A secret, as such URLs are. */
  SENDCAT_ALERT_WEBHOOK_URL: url.optional(),
  /** Where a shopper takes a larger plan: a checkout that is told the plan as `?plan=plus`. Without it the plans are shown and not sold. */
  SENDCAT_UPGRADE_URL: url.optional(),
  /** `1` asks Vercel's BotID about browsers that want a session. Set it when building, too. */
  SENDCAT_BOTID: z.enum(["0", "1"]).default("0"),
  STREAMING_STRATEGY: z.enum(["convex", "edge", "dedicated"]).default("edge"),
  /**
   * Off Vercel: how many proxies of ours stand in front and append to X-Forwarded-For. 0 means the header is the client's own
   * invention, so nobody's address is known. On Vercel the platform's x-real-ip is used and this is ignored.
   */
  SENDCAT_TRUSTED_PROXY_HOPS: z.coerce.number().int().min(0).max(8).default(0),
  /** Set by Vercel. */
  VERCEL: z.string().optional(),
});

export type Env = z.infer<typeof envSchema>;

let parsed: Env | null = null;

/**
 * The environment, read once, at the first request: a build needs none of it.
 * Throws with the names of what is missing or wrong, never with a value.
 */
export function env(): Env {
  parsed ??= parse();
  return parsed;
}

function parse(): Env {
  // Named one by one: an edge bundle has no enumerable environment.
  const result = envSchema.safeParse({
    SENDCAT_SIGNING_KEY: set(process.env.SENDCAT_SIGNING_KEY),
    SENDCAT_ISSUER: set(process.env.SENDCAT_ISSUER),
    SENDCAT_ALLOWED_ORIGINS: set(process.env.SENDCAT_ALLOWED_ORIGINS),
    UPSTASH_REDIS_REST_URL: set(process.env.UPSTASH_REDIS_REST_URL),
    UPSTASH_REDIS_REST_TOKEN: set(process.env.UPSTASH_REDIS_REST_TOKEN),
    CONVEX_URL: set(process.env.CONVEX_URL),
    SENDCAT_PUBLIC_CONVEX_URL: set(process.env.SENDCAT_PUBLIC_CONVEX_URL),
    SENDCAT_STREAM_BASE_URL: set(process.env.SENDCAT_STREAM_BASE_URL),
    OPENROUTER_API_KEY: set(process.env.OPENROUTER_API_KEY),
    OPENROUTER_BASE_URL: set(process.env.OPENROUTER_BASE_URL),
    SENDCAT_POLICY: set(process.env.SENDCAT_POLICY),
    SENDCAT_ALERT_WEBHOOK_URL: set(process.env.SENDCAT_ALERT_WEBHOOK_URL),
    SENDCAT_UPGRADE_URL: set(process.env.SENDCAT_UPGRADE_URL),
    SENDCAT_BOTID: set(process.env.SENDCAT_BOTID),
    STREAMING_STRATEGY: set(process.env.STREAMING_STRATEGY),
    SENDCAT_TRUSTED_PROXY_HOPS: set(process.env.SENDCAT_TRUSTED_PROXY_HOPS),
    VERCEL: set(process.env.VERCEL),
  });
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`The environment of the web app is not complete. ${problems.join("; ")}. See .env.example.`);
}

function parseJson(text: string, context: z.RefinementCtx): unknown {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: "custom", message: "must be JSON" });
    return z.NEVER;
  }
}

/** An empty variable is an unset one. */
function set(value: string | undefined): string | undefined {
  return value === "" ? undefined : value;
}

/** `next dev`, as opposed to a production build. */
export const isDevelopment = process.env.NODE_ENV === "development";
