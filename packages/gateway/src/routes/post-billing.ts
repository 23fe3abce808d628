import {
  BOUGHT_PARAM,
  checkoutRequestSchema,
  CURRENCIES,
  PAID_PLANS,
  type Principal,
  type Refusal,
} from "@sendcat/shared-types";
import type { Answer, RequestScope, RouteScope } from "../request-scope.ts";
import { jsonResponse } from "../respond/json-response.ts";
import { readJson } from "../turn/accept/read-json.ts";
import { authenticate } from "../turn/authenticate/authenticate.ts";

/**
 * `POST /api/billing/checkout`: where to pay for a plan. Who has one goes to the portal instead, where plans are changed: nobody pays for two.
 */
export async function postBillingCheckout(scope: RouteScope): Promise<Answer> {
  const { addresses, policy, ports, request, requestId } = scope;
  const buyer = await admitBuyer(scope);
  if (!buyer.ok) return buyer;
  const body = await readJson(request, scope.maxBodyBytes);
  if (!body.ok) return body;
  const parsed = checkoutRequestSchema.safeParse(body.value);
  if (!parsed.success || !ports.billing) {
    const message = `plan: ${PAID_PLANS.join(" or ")}; currency: ${CURRENCIES.join(" or ")}; threadId: a conversation's id or null`;
    return { ok: false, refusal: ports.billing ? { code: "invalid_request", message } : NOT_SOLD };
  }
  const { plan, currency, threadId } = parsed.data;
  const { userId } = buyer.principal;
  const back = `${addresses.webOrigin}${threadId === null ? "/" : `/t/${threadId}`}`;
  const { customerId, isSubscribed } = await ports.purchases.of(userId);
  const url =
    isSubscribed && customerId !== null
      ? await ports.billing.portal({ customerId, returnUrl: back })
      : await ports.billing.checkout({
          userId,
          customerId,
          plan,
          currency,
          amountMinor: policy.prices[plan][currency],
          successUrl: `${back}?${BOUGHT_PARAM}=${plan}`,
          cancelUrl: `${addresses.webOrigin}/plans${threadId === null ? "" : `?thread=${threadId}`}`,
        });
  return { ok: true, response: jsonResponse(requestId, { url }) };
}

/** `POST /api/billing/portal`: where a plan is changed or ended and invoices are. */
export async function postBillingPortal(scope: RequestScope): Promise<Answer> {
  const { addresses, ports, requestId } = scope;
  const buyer = await admitBuyer(scope);
  if (!buyer.ok) return buyer;
  if (!ports.billing) return { ok: false, refusal: NOT_SOLD };
  const { customerId } = await ports.purchases.of(buyer.principal.userId);
  if (customerId === null) return { ok: false, refusal: { code: "not_found", scope: "billing.customer" } };
  const url = await ports.billing.portal({ customerId, returnUrl: `${addresses.webOrigin}/account` });
  return { ok: true, response: jsonResponse(requestId, { url }) };
}

const NOT_SOLD: Refusal = { code: "not_found", scope: "billing", message: "Plans cannot be bought here." };
const NO_ACCOUNT: Refusal = { code: "forbidden", scope: "billing.account", message: "Sign in to buy a plan." };

async function admitBuyer(
  scope: RequestScope,
): Promise<{ readonly ok: true; readonly principal: Principal } | { readonly ok: false; readonly refusal: Refusal }> {
  const { ports, request } = scope;
  const authenticated = await authenticate(request, ports.identity);
  if (!authenticated.ok) return authenticated;
  if (authenticated.principal.kind !== "user") return { ok: false, refusal: NO_ACCOUNT };
  const throttled = await ports.throttle.take("billing", authenticated.principal.userId);
  if (throttled.ok) return authenticated;
  const { limit, resetAtMs, retryAfterMs } = throttled;
  return {
    ok: false,
    refusal: { code: "rate_limited", scope: "user.billing", limit, remaining: 0, resetAtMs, retryAfterMs },
  };
}
