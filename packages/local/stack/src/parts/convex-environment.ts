import { secretsNotOf } from "@sendcat/shared-types";
import { authSecret } from "../secrets/derived-secrets.ts";
import { jwksDataUrl } from "../secrets/jwks-data-url.ts";
import type { PartContext } from "./part-context.ts";
import { fireworksPart } from "./start-fireworks.ts";
import { mailPart } from "./start-mail.ts";
import { openRouterAddress } from "./start-openrouter.ts";
import { redisAddress } from "./start-redis.ts";
import { searchPart } from "./start-search.ts";
import { signInPart } from "./start-sign-in.ts";

export interface ConvexTrust {
  readonly issuer: string;
  readonly signingKey: string;
  /** Whether the embedded deployment serves the API besides being the core (milestone M1). */
  readonly hostsApi: boolean;
}

/** The deployment's environment variables; null removes one that an earlier start may have set. */
export function convexEnvironment(
  context: PartContext,
  { issuer, signingKey, hostsApi }: ConvexTrust,
): Readonly<Record<string, string | null>> {
  const { settings } = context;
  const isLocal = settings.convex.kind === "local";
  // A deployment in the cloud cannot reach what runs on this machine.
  const reaches = (part: "openRouter" | "fireworks" | "redis" | "search" | "mail" | "signIn") =>
    isLocal || settings[part].kind === "real";
  const model = openRouterAddress(context);
  const redis = redisAddress(context);
  const search = searchPart(context);
  return {
    SENDCAT_ISSUER: issuer,
    // The core verifies tokens; only a host signs them.
    SENDCAT_JWKS_URL: jwksDataUrl(signingKey),
    ...(isLocal ? hostEnvironment(context, { signingKey, hostsApi }) : {}),
    SENDCAT_POLICY: settings.policy,
    BETTER_AUTH_SECRET: settings.authSecret ?? authSecret(signingKey),
    ...(reaches("mail") ? mailPart(context).environment : {}),
    ...(reaches("signIn") ? signInPart(context).environment : {}),
    ...(reaches("redis") ? { UPSTASH_REDIS_REST_URL: redis.url, UPSTASH_REDIS_REST_TOKEN: redis.token } : {}),
    ...(reaches("search") ? { ...search.environment, SENDCAT_TOOLS: search.tools.join(",") } : {}),
    ...(reaches("fireworks") ? fireworksPart(context).environment : {}),
    ...(reaches("openRouter") ? { OPENROUTER_API_KEY: model.apiKey, OPENROUTER_BASE_URL: model.baseUrl } : {}),
  };
}

/**
 * Variables that only a host of the API needs; a real deployment gets them from its operator, if at all. Removes secrets that an earlier start
 * may have set and that this one has no use for.
 */
function hostEnvironment(
  { settings }: PartContext,
  { signingKey, hostsApi }: Omit<ConvexTrust, "issuer">,
): Readonly<Record<string, string | null>> {
  const strays = secretsNotOf("core", ...(hostsApi ? (["core-host"] as const) : []));
  const own = { SENDCAT_SIGNING_KEY: signingKey, SENDCAT_ALERT_WEBHOOK_URL: settings.alertWebhookUrl };
  // Convex reserves these names: none can have been set.
  const removable = strays.filter((name) => !name.startsWith("CONVEX_"));
  return { ...(hostsApi ? own : {}), ...Object.fromEntries(removable.map((name) => [name, null])) };
}
