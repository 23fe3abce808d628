import { withSecretsOf } from "@sendcat/shared-types";
import type { PartContext } from "./part-context.ts";
import { convexUrl } from "./start-convex.ts";
import { fireworksPart } from "./start-fireworks.ts";
import { openRouterAddress } from "./start-openrouter.ts";
import { paymentsPart } from "./start-payments.ts";
import { redisAddress } from "./start-redis.ts";
import { searchPart } from "./start-search.ts";
import { streamUrl } from "./start-stream.ts";
import { webUrl } from "./start-web.ts";

/** `iss` of the stack's tokens. */
export function issuerOf(context: PartContext): string {
  return context.baseEnv["SENDCAT_ISSUER"] || webUrl(context);
}

/** What a host of the gateway is told, with the secrets that this host reads. */
export function gatewayEnvironment(
  context: PartContext,
  host: "web" | "stream",
): Readonly<Record<string, string | undefined>> {
  const { settings, secrets, baseEnv } = context;
  const signingKey = settings.signingKey ?? secrets.signingKey;
  const redis = redisAddress(context);
  const model = openRouterAddress(context);
  const streamBaseUrl = streamBaseUrlOf(context);
  return withSecretsOf([host], {
    SENDCAT_SIGNING_KEY: signingKey,
    SENDCAT_ISSUER: issuerOf(context),
    UPSTASH_REDIS_REST_URL: redis.url,
    UPSTASH_REDIS_REST_TOKEN: redis.token,
    CONVEX_URL: convexUrl(context),
    OPENROUTER_API_KEY: model.apiKey,
    OPENROUTER_BASE_URL: model.baseUrl,
    ...fireworksPart(context).environment,
    ...paymentsPart(context, signingKey).environment,
    STREAMING_STRATEGY: settings.strategy,
    SENDCAT_TOOLS: baseEnv["SENDCAT_TOOLS"] ?? searchPart(context).tools.join(","),
    ...(streamBaseUrl === null ? {} : { SENDCAT_STREAM_BASE_URL: streamBaseUrl }),
    ...(settings.policy === null ? {} : { SENDCAT_POLICY: settings.policy }),
    ...(settings.alertWebhookUrl === null ? {} : { SENDCAT_ALERT_WEBHOOK_URL: settings.alertWebhookUrl }),
  });
}

/** The address that browsers stream from; null for the web app itself. */
function streamBaseUrlOf(context: PartContext): string | null {
  const { settings, baseEnv } = context;
  const given = baseEnv["SENDCAT_STREAM_BASE_URL"];
  if (given) return given;
  if (settings.strategy === "dedicated") return streamUrl(context);
  return settings.strategy === "convex" && settings.convex.kind === "local"
    ? `http://127.0.0.1:${settings.ports.convexSite}`
    : null;
}
