import { createThreadStore, createTurnStore } from "@sendcat/core-client";
import { createGateway, type Gateway } from "@sendcat/gateway";
import { createIdentity } from "@sendcat/identity";
import { createDirectModel } from "@sendcat/models";
import { createQuota, createRedisClient, createThrottle } from "@sendcat/quota";
import { DEFAULT_POLICY, overridePolicy, type Policy } from "@sendcat/shared-types";
import { createFirewall, GATEWAY_RULES } from "@sendcat/waf";
import { env, type Env } from "./env.ts";
import { hostContext } from "./host/host-context.ts";

/** A request to Redis is cut this many times later than admission stops waiting for it: late is better than repeated. */
const REDIS_CUT_FACTOR = 4;

let gateway: Gateway | null = null;

/** Every request of `/api/*` and `/.well-known/jwks.json`. */
export async function handle(request: Request): Promise<Response> {
  const settings = env();
  gateway ??= wire(settings);
  const trust = { onVercel: settings.VERCEL === "1", trustedProxyHops: settings.SENDCAT_TRUSTED_PROXY_HOPS };
  return gateway(request, hostContext(request, trust));
}

/** The only place where the gateway meets its adapters. */
function wire(settings: Env): Gateway {
  const identity = createIdentity({ signingKey: settings.SENDCAT_SIGNING_KEY, issuer: settings.SENDCAT_ISSUER });
  const base = overridePolicy(DEFAULT_POLICY, settings.SENDCAT_POLICY);
  const ownOrigin = new URL(settings.SENDCAT_ISSUER).origin;
  const policy: Policy = {
    ...base,
    allowedOrigins: [ownOrigin, ...base.allowedOrigins, ...settings.SENDCAT_ALLOWED_ORIGINS],
    strategy: settings.STREAMING_STRATEGY,
  };
  const timeoutMs = policy.redisTimeoutMs;
  const redis = createRedisClient({
    url: settings.UPSTASH_REDIS_REST_URL,
    token: settings.UPSTASH_REDIS_REST_TOKEN,
    timeoutMs: timeoutMs * REDIS_CUT_FACTOR,
  });
  const convexUrl = settings.CONVEX_URL;
  const onFault = ({ operation, cause }: { operation: string; cause: unknown }): void =>
    log({ event: "redis-fault", operation, message: String(cause) });
  return createGateway(
    {
      firewall: createFirewall({ rules: GATEWAY_RULES, now: () => Date.now() }),
      identity,
      quota: createQuota({ redis, policy, timeoutMs, onFault }),
      throttle: createThrottle({ redis, timeoutMs, onFault }),
      turnStore: createTurnStore({ convexUrl, serviceToken: () => identity.serviceToken() }),
      threadStore: createThreadStore({ convexUrl }),
      model: createDirectModel({
        apiKey: settings.OPENROUTER_API_KEY,
        baseUrl: settings.OPENROUTER_BASE_URL,
        referer: settings.SENDCAT_ISSUER,
        title: "Sendcat",
      }),
      record: log,
      now: () => Date.now(),
      newId: () => crypto.randomUUID(),
    },
    policy,
    {
      streamBaseUrl: settings.SENDCAT_STREAM_BASE_URL ?? "",
      convexUrl: settings.SENDCAT_PUBLIC_CONVEX_URL ?? convexUrl,
    },
  );
}

/** One line of JSON: what log drains and `pnpm dev` read. */
function log(event: object): void {
  console.log(JSON.stringify(event));
}
