import { Stripe } from "stripe";
import type { Books, Price } from "./books.ts";
import { nowSeconds } from "./now-seconds.ts";
import type { AsPublished } from "./objects/as-published.ts";
import { checkoutObject } from "./objects/checkout-session.ts";
import { portalObject } from "./objects/portal-session.ts";
import { priceObject } from "./objects/price.ts";
import * as refusal from "./refusal.ts";

export interface ApiCall {
  readonly method: string;
  readonly url: URL;
  readonly form: URLSearchParams;
  header(name: string): string | undefined;
}

export interface ApiAnswer {
  readonly status: number;
  readonly body: object;
  readonly headers: Readonly<Record<string, string>>;
}

type Result = { readonly body: object } | refusal.Refusal;

/** Stripe keeps idempotency keys for a day; this many are enough here. */
const MAX_IDEMPOTENT = 1_000;
const DEFAULT_PAGE = 10;
const MAX_PAGE = 100;

/** The calls of Stripe's API that Sendcat makes. It speaks the API version of the installed library, and refuses every other. */
export class Api {
  readonly #books: Books;
  readonly #origin: () => string;
  readonly #answered = new Map<string, { readonly asked: string; readonly body: object }>();
  #faults: refusal.Refusal[] = [];

  constructor(books: Books, origin: () => string) {
    this.#books = books;
    this.#origin = origin;
  }

  /** The next `count` calls fail so. */
  fail(fault: refusal.Refusal, count: number): void {
    this.#faults = Array.from({ length: count }, () => fault);
  }

  answer(call: ApiCall): ApiAnswer {
    const headers = { "request-id": this.#books.newId("req"), "stripe-version": Stripe.API_VERSION };
    const early = earlyRefusal(call) ?? this.#faults.shift();
    const result = early ?? (call.method === "POST" ? this.#once(call) : this.#run(call));
    if ("error" in result) return { status: result.status, body: { error: result.error }, headers };
    const { replayed, body } = { replayed: false, ...result };
    return { status: 200, body, headers: replayed ? { ...headers, "idempotent-replayed": "true" } : headers };
  }

  /** Answers a key that it knows as before. Like Stripe, it does not keep what it refuses for its parameters. */
  #once(call: ApiCall): Result & { readonly replayed?: boolean } {
    const key = call.header("idempotency-key") ?? "";
    const asked = `${call.url.pathname} ${call.form.toString()}`;
    const known = this.#answered.get(key);
    if (known) return known.asked === asked ? { body: known.body, replayed: true } : refusal.keyUsedElsewhere(key);
    const result = this.#run(call);
    if ("body" in result && key !== "" && this.#answered.size < MAX_IDEMPOTENT)
      this.#answered.set(key, { asked, body: result.body });
    return result;
  }

  #run({ method, url, form }: ApiCall): Result {
    switch (`${method} ${url.pathname}`) {
      case "GET /v1/prices":
        return this.#prices(url.searchParams);
      case "POST /v1/checkout/sessions":
        return this.#checkout(form);
      case "POST /v1/billing_portal/sessions":
        return this.#portal(form);
      default:
        return refusal.unknownRoute(method, url.pathname);
    }
  }

  #prices(query: URLSearchParams): Result {
    const keys = [...query].flatMap(([name, value]) => (name.startsWith("lookup_keys[") ? [value] : []));
    const limit = Number(query.get("limit") ?? DEFAULT_PAGE);
    if (!Number.isInteger(limit) || limit < 1 || limit > MAX_PAGE) return refusal.wrongValue("limit");
    const wanted = (price: Price) =>
      query.get("active") !== "false" && (keys.length === 0 || keys.includes(price.lookupKey));
    const all = this.#books.prices.filter(wanted);
    const after = query.get("starting_after");
    const start = after === null ? 0 : all.findIndex(({ id }) => id === after) + 1;
    if (after !== null && start === 0) return refusal.unknownObject("starting_after", `price: '${after}'`);
    const body: AsPublished<Stripe.ApiList<Stripe.Price>> = {
      object: "list",
      url: "/v1/prices",
      has_more: start + limit < all.length,
      data: all.slice(start, start + limit).map(priceObject),
    };
    return { body };
  }

  #checkout(form: URLSearchParams): Result {
    if (form.get("mode") !== "subscription") return refusal.wrongValue("mode");
    const priceId = form.get("line_items[0][price]");
    if (priceId === null) return refusal.missing("line_items");
    const price = this.#books.prices.find(({ id }) => id === priceId);
    if (!price) return refusal.unknownObject("line_items[0][price]", `price: '${priceId}'`);
    const [successUrl, cancelUrl] = [form.get("success_url"), form.get("cancel_url")];
    if (successUrl === null) return refusal.missing("success_url");
    if (!URL.canParse(successUrl)) return refusal.notAnAddress("success_url");
    if (cancelUrl !== null && !URL.canParse(cancelUrl)) return refusal.notAnAddress("cancel_url");
    const ownerId = form.get("subscription_data[metadata][ownerId]");
    const session = {
      id: this.#books.newId("cs_test"),
      price,
      customer: form.get("customer"),
      reference: form.get("client_reference_id"),
      metadata: ownerId === null ? {} : { ownerId },
      successUrl,
      cancelUrl,
      created: nowSeconds(),
      isPaid: false,
    };
    this.#books.checkouts.set(session.id, session);
    return { body: checkoutObject(session, `${this.#origin()}/pay/${session.id}`) };
  }

  /** For any customer: Convex keeps its customers when the simulator starts again with empty books. */
  #portal(form: URLSearchParams): Result {
    const [customer, returnUrl] = [form.get("customer"), form.get("return_url")];
    if (customer === null) return refusal.missing("customer");
    if (returnUrl !== null && !URL.canParse(returnUrl)) return refusal.notAnAddress("return_url");
    const session = { id: this.#books.newId("bps"), customer, returnUrl, created: nowSeconds() };
    this.#books.portals.set(session.id, session);
    return { body: portalObject(session, `${this.#origin()}/portal/${session.id}`) };
  }
}

/** What Stripe refuses before it looks at a call's parameters. */
function earlyRefusal({ header }: ApiCall): refusal.Refusal | undefined {
  const [, key] = /^Bearer (.+)$/.exec(header("authorization") ?? "") ?? [];
  if (key === undefined) return refusal.noKey();
  if (!/^[rs]k_\S+$/.test(key)) return refusal.wrongKey();
  const version = header("stripe-version") ?? Stripe.API_VERSION;
  return version === Stripe.API_VERSION ? undefined : refusal.wrongVersion(version);
}
