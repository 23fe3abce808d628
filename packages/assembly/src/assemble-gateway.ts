import {
  createAccounts,
  createAttachmentStore,
  createLedger,
  createOperationsLog,
  createPurchases,
  createReports,
  createShareStore,
  createThreadStore,
  createToolQueue,
  createTurnStore,
  createWebhookInbox,
} from "@sendcat/convex-client";
import { createGateway, type Gateway, type GatewayEvent } from "@sendcat/gateway";
import { createIdentity } from "@sendcat/identity";
import { createStripeBilling, createStripeWebhooks } from "@sendcat/stripe";
import { createProofOfWork } from "@sendcat/proof-of-work";
import {
  createDeliveryMemory,
  createMetrics,
  createOperations,
  createQuota,
  createSpentProofs,
  createThrottle,
  createToolCache,
  throttleLimits,
} from "@sendcat/redis";
import { counted } from "@sendcat/shared-types";
import { createFirewall, GATEWAY_RULES } from "@sendcat/firewall";
import { alertOperators } from "./alert-operators.ts";
import type { GatewayEnv } from "./gateway-env.ts";
import { openModels } from "./providers/open-models.ts";
import { openPrices } from "./providers/open-prices.ts";
import { openRedis } from "./open-redis.ts";
import { servicePolicy } from "./service-policy.ts";

export interface AssembleOptions {
  /** Keeps the process alive until the promise settles, if the host needs that. */
  readonly outlive: (promise: Promise<unknown>) => void;
  /** Called with each event. Default: one line of JSON per event on standard output, for log drains. */
  readonly log?: (event: object) => void;
}

/** Operators wait longer than turns: they need the data most when the service is slow. */
const OPERATIONS_WAIT_MS = 3_000;

/** Creates the gateway with its adapters; the only place that connects them. Throws when the policy or a provider's key is missing or wrong. */
export function assembleGateway(env: GatewayEnv, { outlive, log = printLine }: AssembleOptions): Gateway {
  const policy = servicePolicy(env);
  const { failure } = policy;
  const identity = createIdentity({ signingKey: env.SENDCAT_SIGNING_KEY, issuer: env.SENDCAT_ISSUER });
  const serviceToken = () => identity.serviceToken();
  const link = openRedis(env, policy);
  const convexUrl = env.CONVEX_URL;
  const providers = Object.values(policy.models).flatMap(({ routes }) => routes.map(({ provider }) => provider));
  const metrics = createMetrics({
    worker: crypto.randomUUID(),
    link,
    waitMs: failure.settlement.waitMs,
    now: () => Date.now(),
    outlive,
  });
  const counts = env.SENDCAT_METRICS === "on";
  const onFault = ({ operation, cause }: { operation: string; cause: unknown }): void => {
    log({ event: "dependency-fault", operation, message: String(cause) });
    if (counts) metrics.count(counted("faults", [operation]));
  };
  const record = (event: GatewayEvent): void => {
    log(event);
    const webhookUrl = env.SENDCAT_ALERT_WEBHOOK_URL;
    if (event.event === "spend-alert" && webhookUrl) outlive(alertOperators(webhookUrl, event));
  };
  const waits = { begin: failure.begin.waitMs, checkpoint: failure.checkpoint.waitMs, finish: failure.finish.waitMs };
  return createGateway(
    {
      firewall: createFirewall({ rules: GATEWAY_RULES, now: () => Date.now() }),
      identity,
      accounts: createAccounts({ convexUrl, serviceToken }),
      attachments: createAttachmentStore({ convexUrl, serviceToken }),
      billing: env.STRIPE_SECRET_KEY
        ? createStripeBilling({ secretKey: env.STRIPE_SECRET_KEY, apiUrl: env.STRIPE_API_URL })
        : null,
      purchases: createPurchases({ convexUrl, serviceToken }),
      quota: createQuota({
        link,
        policy,
        ...(counts ? { metrics } : {}),
        ledger: createLedger({ convexUrl, serviceToken, timeoutMs: failure.ledger.waitMs }),
        onFault,
      }),
      throttle: createThrottle({ link, limits: throttleLimits(policy), failure: failure.throttle, onFault }),
      turnStore: createTurnStore({ convexUrl, serviceToken, timeoutMs: waits }),
      threadStore: createThreadStore({ convexUrl }),
      shareStore: createShareStore({ convexUrl, serviceToken }),
      reports: createReports({ convexUrl, serviceToken }),
      model: openModels(providers, env, env.SENDCAT_ISSUER),
      toolCache: createToolCache({ link, policy: policy.tools.cache, waitMs: failure.toolCache.waitMs, onFault }),
      toolQueue: createToolQueue({ convexUrl, serviceToken, timeoutMs: failure.toolQueue.waitMs }),
      prices: openPrices(providers, env, {
        waitMs: failure.prices.waitMs,
        onFault: (cause) => onFault({ operation: "prices", cause }),
      }),
      proof: createProofOfWork({ secret: env.SENDCAT_SIGNING_KEY, policy: policy.proof }),
      spentProofs: createSpentProofs({ link, failure: failure.throttle, onFault }),
      metrics: counts ? metrics : { count: () => undefined },
      operations: createOperations({ link, timeZone: policy.timeZone, waitMs: OPERATIONS_WAIT_MS }),
      operationsLog: createOperationsLog({ convexUrl, serviceToken, timeoutMs: OPERATIONS_WAIT_MS }),
      webhooks: env.STRIPE_WEBHOOK_SECRET
        ? { stripe: createStripeWebhooks({ secret: env.STRIPE_WEBHOOK_SECRET }) }
        : {},
      inbox: createWebhookInbox({ convexUrl, serviceToken, timeoutMs: failure.inbox.waitMs }),
      deliveries: createDeliveryMemory({ link, waitMs: failure.throttle.waitMs }),
      record,
      now: () => Date.now(),
      newId: () => crypto.randomUUID(),
    },
    policy,
    {
      webOrigin: new URL(env.SENDCAT_ISSUER).origin,
      streamBaseUrl: env.SENDCAT_STREAM_BASE_URL ?? "",
      convexUrl: env.SENDCAT_PUBLIC_CONVEX_URL ?? convexUrl,
    },
  );
}

function printLine(event: object): void {
  console.log(JSON.stringify(event));
}
