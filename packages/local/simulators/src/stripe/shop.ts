import type { Books, CheckoutSession, Subscription } from "./books.ts";
import { chargeObject, subscriptionObject } from "./objects.ts";
import { CARDS } from "./pages.ts";
import type { WebhookSender } from "./webhook-sender.ts";

const MONTH_SECONDS = 30 * 86_400;

/** Events of subscriptions, each sent by webhook as Stripe does. */
export class Shop {
  readonly #books: Books;
  readonly #sender: WebhookSender;

  constructor(books: Books, sender: WebhookSender) {
    this.#books = books;
    this.#sender = sender;
  }

  /** Null when the card paid; else the message for the user. */
  pay(session: CheckoutSession, card: string): string | null {
    const books = this.#books;
    const customer = session.customer ?? books.newId("cus");
    const { price, metadata } = session;
    if (card.replaceAll(" ", "") !== CARDS.good.replaceAll(" ", "")) {
      this.#sender.tell("charge.failed", chargeObject({ id: books.newId("ch"), customer, price, status: "failed" }));
      return "Your card was declined. Try another one.";
    }
    const periodStart = Math.floor(Date.now() / 1_000);
    const charge = books.newId("ch");
    const subscription: Subscription = {
      id: books.newId("sub"),
      customer,
      metadata,
      price,
      status: "active",
      cancelAtPeriodEnd: false,
      periodStart,
      periodEnd: periodStart + MONTH_SECONDS,
      charge,
    };
    books.subscriptions.set(subscription.id, subscription);
    session.isPaid = true;
    this.#sender.tell("customer.subscription.created", subscriptionObject(subscription));
    this.#sender.tell("charge.succeeded", chargeObject({ id: charge, customer, price, status: "succeeded" }));
    return null;
  }

  /** `cancel`, `resume`, `price:ID`: the portal's buttons. `fail-payment`, `end`, `refund`, `dispute`: the simulated events. */
  change(subscription: Subscription, action: string): boolean {
    const { customer, price, charge } = subscription;
    const wanted = this.#books.prices.find(({ id }) => action === `price:${id}`);
    if (wanted) subscription.price = wanted;
    else if (action === "cancel" || action === "resume") subscription.cancelAtPeriodEnd = action === "cancel";
    else if (action === "fail-payment") subscription.status = "past_due";
    else if (action === "end") subscription.status = "canceled";
    else if (action === "refund" && charge) {
      subscription.status = "canceled";
      const refunded = chargeObject({ id: charge, customer, price, status: "succeeded", refunded: true });
      this.#sender.tell("charge.refunded", refunded);
    } else if (action === "dispute" && charge) {
      const dispute = { object: "dispute", charge, amount: price.amount, currency: price.currency };
      this.#sender.tell("charge.dispute.created", {
        id: this.#books.newId("dp"),
        ...dispute,
        status: "needs_response",
      });
      return true;
    } else return false;
    const verb = subscription.status === "canceled" ? "deleted" : "updated";
    this.#sender.tell(`customer.subscription.${verb}`, subscriptionObject(subscription));
    return true;
  }
}
