import type { Books, CheckoutSession, PortalSession, Price } from "./books.ts";

/** Card numbers of Stripe's test mode. */
export const CARDS = { good: "4242 4242 4242 4242", declined: "4000 0000 0000 0002" } as const;

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title><style>:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:26rem;margin:2rem auto;padding:0 1rem}
form,.box{border:1px solid #8885;border-radius:12px;padding:1rem 1.25rem;margin:1rem 0}label{display:block;margin:.5rem 0}
input{font:inherit;width:100%;padding:.5rem;box-sizing:border-box}button{font:inherit;padding:.5rem 1rem;margin:.4rem .4rem 0 0}[role=alert]{color:#c22}
@media (prefers-color-scheme:dark){[role=alert]{color:#f99}}</style></head><body><main><h1>${title}</h1><p>This is a simulator: no money moves.</p>${body}</main></body></html>`;
}

/** The checkout page. */
export function checkoutPage({ id, price, cancelUrl }: CheckoutSession, problem: string | null): string {
  return page(
    "Pay for your plan",
    `<p class="box"><strong>${escape(price.lookupKey)}</strong>: ${amountOf(price)} a month</p>
${problem === null ? "" : `<p role="alert">${escape(problem)}</p>`}
<form method="post" action="/pay/${id}"><label>Card number <input name="card" inputmode="numeric" value="${CARDS.good}"></label>
<button type="submit">Pay</button>${cancelUrl === null ? "" : ` <a href="${escape(cancelUrl)}">Back</a>`}</form>
<p>${CARDS.declined} is declined.</p>`,
  );
}

/** The page to change or end a plan. */
export function portalPage(books: Books, { id, customer, returnUrl }: PortalSession): string {
  const subscription = books.ofCustomer(customer);
  const back = returnUrl === null ? "" : `<p><a href="${escape(returnUrl)}">Return to Sendcat</a></p>`;
  if (!subscription) return page("Your plan", `<p class="box">You have no plan.</p>${back}`);
  const { price, status, cancelAtPeriodEnd } = subscription;
  const others = books.prices.filter((one) => one.currency === price.currency && one.id !== price.id);
  const button = (action: string, label: string): string =>
    `<button type="submit" name="action" value="${action}">${label}</button>`;
  const end = cancelAtPeriodEnd ? button("resume", "Keep the plan") : button("cancel", "End at the end of the period");
  const state = cancelAtPeriodEnd ? `${status}, ends at the end of the period` : status;
  return page(
    "Your plan",
    `<p class="box"><strong>${escape(price.lookupKey)}</strong>: ${amountOf(price)} a month, ${state}</p>
<form method="post" action="/portal/${id}">${others.map((one) => button(`price:${one.id}`, `Change to ${escape(one.lookupKey)}`)).join("")}${end}</form>${back}`,
  );
}

function amountOf({ amount, currency }: Price): string {
  return `${currency.toUpperCase()} ${(amount / 100).toFixed(2)}`;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
