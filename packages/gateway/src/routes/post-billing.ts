import { BOUGHT_PARAM, type Refusal } from "@sendcat/shared-types";
import type { Answer, RouteScope } from "../request-scope.ts";
import { jsonAnswer } from "../respond/json-answer.ts";

const NOT_SOLD: Refusal = { code: "not_found", scope: "billing", message: "Plans cannot be bought here." };

/**
 * `POST /api/billing/checkout`: where to pay for a plan. A subscriber is sent to the portal instead, where plans are changed: nobody pays for
 * two.
 */
export async function postBillingCheckout(scope: RouteScope<"POST /api/billing/checkout">): Promise<Answer> {
  const { addresses, policy, ports } = scope;
  if (!ports.billing) return { ok: false, refusal: NOT_SOLD };
  const { plan, currency, threadId } = scope.body;
  const { userId } = scope.principal;
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
  return jsonAnswer(scope, { url });
}

/** `POST /api/billing/portal`: where a plan is changed or ended and invoices are. */
export async function postBillingPortal(scope: RouteScope<"POST /api/billing/portal">): Promise<Answer> {
  const { addresses, ports } = scope;
  if (!ports.billing) return { ok: false, refusal: NOT_SOLD };
  const { customerId } = await ports.purchases.of(scope.principal.userId);
  if (customerId === null) return { ok: false, refusal: { code: "not_found", scope: "billing.customer" } };
  return jsonAnswer(scope, {
    url: await ports.billing.portal({ customerId, returnUrl: `${addresses.webOrigin}/account` }),
  });
}
