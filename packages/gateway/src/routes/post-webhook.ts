import { DEGRADED_HEADER, type Refusal, type RouteJson } from "@sendcat/shared-types";
import type { Answer, RouteScope } from "../request-scope.ts";
import { jsonAnswer } from "../respond/json-answer.ts";
import { rateLimited } from "../respond/rate-limited.ts";
import { readText } from "../turn/accept/read-text.ts";

type Scope = RouteScope<"POST /api/webhooks/{source}">;
type Outcome = RouteJson<"POST /api/webhooks/{source}">["outcome"];

const BUSY: Refusal = {
  code: "capacity_saturated",
  scope: "webhook.in_flight",
  retryAfterMs: 5_000,
  message: "Please deliver this again.",
};

/**
 * `POST /api/webhooks/{source}`: signature, memory, throttle, inbox, in that order, so that a forged delivery costs a hash and a repeated one
 * a look into this process's memory, or into Redis. 200 means taken for good; anything else asks the provider to deliver again.
 */
export async function postWebhook(scope: Scope): Promise<Answer> {
  const { ports, policy, request, requestId, host, webhooksInFlight } = scope;
  const name = scope.params.source;
  const source = Object.hasOwn(ports.webhooks, name) ? ports.webhooks[name] : undefined;
  if (!source) return { ok: false, refusal: { code: "not_found" } };
  const body = await readText(request, scope.maxBodyBytes);
  if (!body.ok) return body;
  const reading = await source.read(body.text, (header) => request.headers.get(header));
  if (reading.kind === "forged") return { ok: false, refusal: { code: "unauthenticated", scope: "webhook.signature" } };
  if (reading.kind === "malformed") return { ok: false, refusal: { code: "invalid_request", scope: "webhook.event" } };
  if (reading.kind === "ignored") return taken(scope, "ignored");

  const { delivery } = reading;
  if (await ports.deliveries.has(name, delivery.eventId)) return taken(scope, "duplicate");
  const throttled = await ports.throttle.take("webhook", name);
  const degraded = throttled.degraded ? "redis" : null;
  if (!throttled.ok) return { ok: false, refusal: rateLimited(throttled, "webhook.source"), degraded };
  if (webhooksInFlight.size >= policy.webhooks.maxInFlight) return { ok: false, refusal: BUSY, degraded };
  webhooksInFlight.add(requestId);
  try {
    const outcome = await ports.inbox.receive(delivery);
    host.waitUntil(ports.deliveries.remember(name, delivery.eventId));
    ports.record({
      event: "webhook",
      requestId,
      source: name,
      type: delivery.type,
      eventId: delivery.eventId,
      outcome,
    });
    return taken(scope, outcome, degraded);
  } finally {
    webhooksInFlight.delete(requestId);
  }
}

function taken(scope: Scope, outcome: Outcome, degraded: string | null = null): Answer {
  const headers = degraded === null ? {} : { [DEGRADED_HEADER]: degraded };
  return jsonAnswer(scope, { outcome }, { headers });
}
