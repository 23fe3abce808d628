import { apiFetch, refusalFromResponse, type Session } from "@sendcat/chat-client";
import { billingAnswerSchema, type Currency, type PaidPlan } from "@sendcat/shared-types";

export interface Order {
  readonly plan: PaidPlan;
  readonly currency: Currency;
  /** The conversation to come back to. */
  readonly threadId: string | null;
}

/** Goes to the checkout page for a plan. Rejects with a ChatRefusal when the service gives no address. */
export async function openCheckout(session: Session, order: Order): Promise<void> {
  await go(session, "/api/billing/checkout", order);
}

/** Goes to the billing portal, to change or end a plan and to see invoices. Rejects like `openCheckout`. */
export async function openPortal(session: Session): Promise<void> {
  await go(session, "/api/billing/portal", {});
}

async function go(session: Session, path: string, body: object): Promise<void> {
  const headers = { "content-type": "application/json", authorization: `Bearer ${await session.token()}` };
  const response = await apiFetch(path, { method: "POST", headers, body: JSON.stringify(body) });
  if (!response.ok) throw await refusalFromResponse(response);
  window.location.assign(billingAnswerSchema.parse(await response.json()).url);
}
