import type { IncomingMessage, ServerResponse } from "node:http";
import type { PlanPrices } from "@sendcat/shared-types";
import { respondJson, serve } from "../serve.ts";
import { Books } from "./books.ts";
import { checkoutObject, portalObject, priceObject } from "./objects.ts";
import { checkoutPage, portalPage } from "./pages.ts";
import { Shop } from "./shop.ts";
import { WebhookSender } from "./webhook-sender.ts";

export interface StripeSimulatorOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number;
  readonly host?: string;
  /** Where events are sent, and the secret that signs them; without it no event is sent. */
  readonly webhook?: { readonly url: string; readonly secret: string };
  readonly prices?: PlanPrices;
}

export interface StripeSimulator {
  readonly origin: string;
  /** Resolves when every webhook was delivered or given up. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

const MAX_BODY_BYTES = 64 * 1_024;
/** Stripe keeps idempotency keys for a day; this many are enough here. */
const MAX_IDEMPOTENT = 1_000;

/**
 * The part of Stripe that Sendcat calls: `GET /v1/prices`, `POST /v1/checkout/sessions`, `POST /v1/billing_portal/sessions`, with pages to
 * pay on (`/pay`) and to change a plan on (`/portal`), and signed webhooks. `POST /admin/customers/{id}` with `action=fail-payment`, `end`,
 * `refund` or `dispute` simulates that event for a customer.
 */
export async function createStripeSimulator(options: StripeSimulatorOptions = {}): Promise<StripeSimulator> {
  const books = new Books(options.prices);
  const sender = new WebhookSender(options.webhook ?? null, (prefix) => books.newId(prefix));
  const shop = new Shop(books, sender);
  const answered = new Map<string, object>();
  let origin = "";

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", origin);
    const [, room = "", id = ""] = url.pathname.split("/");
    const form = request.method === "POST" ? new URLSearchParams(await readText(request)) : new URLSearchParams();
    if (room === "v1") return callApi({ request, response, url, form });
    if (room === "pay") return pay(response, id, request.method === "POST" ? form.get("card") : null);
    if (room === "portal") return portal(response, id, request.method === "POST" ? form.get("action") : null);
    const subscription = url.pathname.startsWith("/admin/customers/")
      ? books.ofCustomer(url.pathname.split("/")[3] ?? "")
      : undefined;
    const isProgram = request.headers.origin === undefined;
    if (subscription && isProgram && shop.change(subscription, form.get("action") ?? ""))
      return respondJson(response, 200, { ok: true });
    if (url.pathname === "/admin/subscriptions") {
      return respondJson(response, 200, { subscriptions: [...books.subscriptions.values()] });
    }
    respondJson(response, 404, { error: { type: "invalid_request_error", message: "Unrecognized request URL" } });
  }

  function callApi(call: {
    readonly request: IncomingMessage;
    readonly response: ServerResponse;
    readonly url: URL;
    readonly form: URLSearchParams;
  }): void {
    const { request, response, url, form } = call;
    if (!/^Bearer [rs]k_\S+$/.test(request.headers.authorization ?? "")) {
      const message = "Invalid API Key provided";
      return respondJson(response, 401, { error: { type: "invalid_request_error", message } });
    }
    const route = `${request.method} ${url.pathname}`;
    if (route === "GET /v1/prices") {
      const keys = [...url.searchParams].flatMap(([name, value]) => (name.startsWith("lookup_keys") ? [value] : []));
      const data = books.prices.filter(({ lookupKey }) => keys.length === 0 || keys.includes(lookupKey));
      const list = { object: "list", url: "/v1/prices", has_more: false, data: data.map(priceObject) };
      return respondJson(response, 200, list);
    }
    const key = String(request.headers["idempotency-key"] ?? "");
    const known = answered.get(key);
    if (known) return respondJson(response, 200, known);
    const made = route === "POST /v1/checkout/sessions" ? makeCheckout(form) : null;
    const object = made ?? (route === "POST /v1/billing_portal/sessions" ? makePortal(form) : null);
    if (!object) {
      const message = "Missing or wrong parameter, or unrecognized request URL";
      return respondJson(response, 400, { error: { type: "invalid_request_error", message } });
    }
    if (key !== "" && answered.size < MAX_IDEMPOTENT) answered.set(key, object);
    respondJson(response, 200, object);
  }

  function makeCheckout(form: URLSearchParams): object | null {
    const price = books.prices.find(({ id }) => id === form.get("line_items[0][price]"));
    const [successUrl, cancelUrl] = [form.get("success_url"), form.get("cancel_url")];
    if (!price || !successUrl || !cancelUrl || form.get("mode") !== "subscription") return null;
    const ownerId = form.get("subscription_data[metadata][ownerId]");
    const metadata: Record<string, string> = ownerId === null ? {} : { ownerId };
    const customer = form.get("customer");
    const session = { id: books.newId("cs_test"), price, customer, metadata, successUrl, cancelUrl, isPaid: false };
    books.checkouts.set(session.id, session);
    return checkoutObject(session, `${origin}/pay/${session.id}`);
  }

  function makePortal(form: URLSearchParams): object | null {
    const [customer, returnUrl] = [form.get("customer"), form.get("return_url")];
    if (!customer || !returnUrl) return null;
    const session = { id: books.newId("bps"), customer, returnUrl };
    books.portals.set(session.id, session);
    return portalObject(session, `${origin}/portal/${session.id}`);
  }

  function pay(response: ServerResponse, id: string, card: string | null): void {
    const session = books.checkouts.get(id);
    if (!session) return show(response, "<p>This checkout is not known.</p>", 404);
    if (session.isPaid) return redirect(response, session.successUrl);
    if (card === null) return show(response, checkoutPage(session, null));
    const problem = shop.pay(session, card);
    if (problem !== null) return show(response, checkoutPage(session, problem), 402);
    redirect(response, session.successUrl);
  }

  function portal(response: ServerResponse, id: string, action: string | null): void {
    const session = books.portals.get(id);
    if (!session) return show(response, "<p>This page is not known.</p>", 404);
    const subscription = books.ofCustomer(session.customer);
    if (action !== null && subscription) {
      shop.change(subscription, action);
      return redirect(response, `${origin}/portal/${id}`);
    }
    show(response, portalPage(books, session));
  }

  const served = await serve({ ...options, name: "stripe" }, handle);
  ({ origin } = served);
  return { ...served, settled: () => sender.settled() };
}

async function readText(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const piece of request) {
    text += String(piece);
    if (text.length > MAX_BODY_BYTES) throw new Error("a body that is too long");
  }
  return text;
}

function show(response: ServerResponse, html: string, status = 200): void {
  response.writeHead(status, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" });
  response.end(html);
}

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(303, { location });
  response.end();
}
