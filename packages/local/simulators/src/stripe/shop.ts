import type { Books, CheckoutSession, Subscription } from "./books.ts";
import { nowSeconds } from "./now-seconds.ts";
import { chargeObject } from "./objects/charge.ts";
import { disputeObject } from "./objects/dispute.ts";
import { subscriptionObject } from "./objects/subscription.ts";
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
    const now = nowSeconds();
    const charge = { id: books.newId("ch"), customer, price, created: now };
    if (card.replaceAll(" ", "") !== CARDS.good.replaceAll(" ", "")) {
      this.#sender.tell({ type: "charge.failed", object: chargeObject({ ...charge, status: "failed" }) });
      return "Your card was declined. Try another one.";
    }
    const subscription: Subscription = {
      id: books.newId("sub"),
      customer,
      metadata,
      price,
      status: "active",
      cancelAtPeriodEnd: false,
      periodStart: now,
      periodEnd: now + MONTH_SECONDS,
      endedAt: null,
      charge: charge.id,
    };
    books.subscriptions.set(subscription.id, subscription);
    session.isPaid = true;
    this.#sender.tell({ type: "customer.subscription.created", object: subscriptionObject(subscription) });
    this.#sender.tell({ type: "charge.succeeded", object: chargeObject({ ...charge, status: "succeeded" }) });
    return null;
  }

  /** `cancel`, `resume`, `price:ID`: the portal's buttons. `fail-payment`, `end`, `refund`, `dispute`: the simulated events. */
  change(subscription: Subscription, action: string): boolean {
    const { customer, price, charge, periodStart } = subscription;
    const wanted = this.#books.prices.find(({ id }) => action === `price:${id}`);
    if (wanted) subscription.price = wanted;
    else if (action === "cancel" || action === "resume") subscription.cancelAtPeriodEnd = action === "cancel";
    else if (action === "fail-payment") subscription.status = "past_due";
    else if (action === "end") end(subscription);
    else if (action === "refund" && charge) {
      end(subscription);
      const paid = { id: charge, customer, price, created: periodStart, status: "succeeded" } as const;
      this.#sender.tell({ type: "charge.refunded", object: chargeObject({ ...paid, refunded: true }) });
    } else if (action === "dispute" && charge) {
      const object = disputeObject({ id: this.#books.newId("dp"), charge, price, created: nowSeconds() });
      this.#sender.tell({ type: "charge.dispute.created", object });
      return true;
    } else return false;
    const verb = subscription.status === "canceled" ? "deleted" : "updated";
    this.#sender.tell({ type: `customer.subscription.${verb}`, object: subscriptionObject(subscription) });
    return true;
  }
}

function end(subscription: Subscription): void {
  subscription.status = "canceled";
  subscription.endedAt = nowSeconds();
}
