import { Stripe } from "stripe";
import { eventObject, type News } from "./objects/event.ts";

// The client is used for signatures only: no network.
const { webhooks } = new Stripe("sk_unused");
const TRIES = 5;
const FIRST_GAP_MS = 200;

/** Signs an event as Stripe does and delivers it, with retries at growing intervals until it is accepted. */
export class WebhookSender {
  readonly #to: { readonly url: string; readonly secret: string } | null;
  readonly #newId: (prefix: string) => string;
  readonly #underWay = new Set<Promise<void>>();

  constructor(to: { readonly url: string; readonly secret: string } | null, newId: (prefix: string) => string) {
    this.#to = to;
    this.#newId = newId;
  }

  tell(news: News): void {
    const event = eventObject(this.#newId("evt"), news);
    const delivery = this.#deliver(JSON.stringify(event)).finally(() => this.#underWay.delete(delivery));
    this.#underWay.add(delivery);
  }

  async settled(): Promise<void> {
    await Promise.allSettled(this.#underWay);
  }

  async #deliver(body: string): Promise<void> {
    if (!this.#to) return;
    const { url, secret } = this.#to;
    for (let tried = 0; tried < TRIES; tried++) {
      const headers = {
        "content-type": "application/json; charset=utf-8",
        "stripe-signature": webhooks.generateTestHeaderString({ payload: body, secret }),
      };
      const response = await fetch(url, { method: "POST", headers, body }).catch(() => null);
      await response?.arrayBuffer().catch(() => undefined);
      if (response?.ok) return;
      await new Promise((resolve) => setTimeout(resolve, FIRST_GAP_MS * 2 ** tried));
    }
    console.error(`simulators: stripe: a webhook was not accepted by ${new URL(url).origin}`);
  }
}
