import { createLedger, createThreadStore, createTurnStore } from "@sendcat/core-client";
import { createGateway, type Gateway, type GatewayEvent } from "@sendcat/gateway";
import { createIdentity } from "@sendcat/identity";
import { createDirectModel, createModelPrices } from "@sendcat/models";
import { createProofOfWork } from "@sendcat/proof-of-work";
import { connectRedis, createQuota, createThrottle, throttleLimits } from "@sendcat/quota";
import { createFirewall, GATEWAY_RULES } from "@sendcat/waf";
import { env, type Env } from "./env.ts";
import { alertOperators } from "./host/alert-operators.ts";
import { hostContext } from "./host/host-context.ts";
import { servicePolicy } from "./service-policy.ts";

/** A request to Redis is cut this many times later than admission stops waiting for it: late is better than repeated. */
const REDIS_CUT_FACTOR = 4;

let gateway: Gateway | null = null;

/** Every request of `/api/*` and `/.well-known/jwks.json`. */
export async function handle(request: Request): Promise<Response> {
  const settings = env();
  gateway ??= wire(settings);
  const onVercel = settings.VERCEL === "1";
  const asksBotId = onVercel && settings.SENDCAT_BOTID === "1";
  const trust = { onVercel, trustedProxyHops: settings.SENDCAT_TRUSTED_PROXY_HOPS };
  return gateway(request, hostContext(request, { ...trust, asksBotId }));
}

/** The only place where the gateway meets its adapters. */
function wire(settings: Env): Gateway {
  const identity = createIdentity({ signingKey: settings.SENDCAT_SIGNING_KEY, issuer: settings.SENDCAT_ISSUER });
  const policy = servicePolicy();
  const { failure } = policy;
  const link = connectRedis({
    url: settings.UPSTASH_REDIS_REST_URL,
    token: settings.UPSTASH_REDIS_REST_TOKEN,
    timeoutMs: failure.admission.waitMs * REDIS_CUT_FACTOR,
  });
  const convexUrl = settings.CONVEX_URL;
  const baseUrl = settings.OPENROUTER_BASE_URL;
  const serviceToken = () => identity.serviceToken();
  const onFault = ({ operation, cause }: { operation: string; cause: unknown }): void =>
    log({ event: "dependency-fault", operation, message: String(cause) });
  const waits = { begin: failure.begin.waitMs, checkpoint: failure.checkpoint.waitMs, finish: failure.finish.waitMs };
  return createGateway(
    {
      firewall: createFirewall({ rules: GATEWAY_RULES, now: () => Date.now() }),
      identity,
      quota: createQuota({
        link,
        policy,
        ledger: createLedger({ convexUrl, serviceToken, timeoutMs: failure.ledger.waitMs }),
        onFault,
      }),
      throttle: createThrottle({ link, limits: throttleLimits(policy), failure: failure.throttle, onFault }),
      turnStore: createTurnStore({ convexUrl, serviceToken, timeoutMs: waits }),
      threadStore: createThreadStore({ convexUrl }),
      model: createDirectModel({
        apiKey: settings.OPENROUTER_API_KEY,
        baseUrl,
        referer: settings.SENDCAT_ISSUER,
        title: "Sendcat",
      }),
      prices: createModelPrices({
        baseUrl,
        waitMs: failure.prices.waitMs,
        onFault: (cause) => onFault({ operation: "prices", cause }),
      }),
      proof: createProofOfWork({ secret: settings.SENDCAT_SIGNING_KEY, policy: policy.proof }),
      record: (event) => record(event, settings.SENDCAT_ALERT_WEBHOOK_URL),
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

function record(event: GatewayEvent, webhookUrl: string | undefined): void {
  log(event);
  if (event.event === "spend-alert" && webhookUrl) alertOperators(webhookUrl, event);
}

/** One line of JSON: what log drains and `pnpm dev` read. */
function log(event: object): void {
  console.log(JSON.stringify(event));
}
