import type { IncomingMessage, ServerResponse } from "node:http";
import type { PlanPrices } from "@sendcat/shared-types";
import { respondJson, serve } from "../serve.ts";
import { Api } from "./api.ts";
import { Books } from "./books.ts";
import { checkoutPage, portalPage } from "./pages.ts";
import { FAULTS, unknownRoute } from "./refusal.ts";
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
const MAX_FAULTS = 100;

/**
 * The part of Stripe that Sendcat calls: `GET /v1/prices`, `POST /v1/checkout/sessions`, `POST /v1/billing_portal/sessions`, with pages to
 * pay on (`/pay`) and to change a plan on (`/portal`), and signed webhooks. `POST /admin/customers/{id}` with `action=fail-payment`, `end`,
 * `refund` or `dispute` simulates that event for a customer; `POST /admin/faults` with `fault=rate-limit` or `down` and `count` makes calls fail.
 */
export async function createStripeSimulator(options: StripeSimulatorOptions = {}): Promise<StripeSimulator> {
  const books = new Books(options.prices);
  const sender = new WebhookSender(options.webhook ?? null, (prefix) => books.newId(prefix));
  const shop = new Shop(books, sender);
  let origin = "";
  const api = new Api(books, () => origin);

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", origin);
    const [, room = "", id = ""] = url.pathname.split("/");
    const form = request.method === "POST" ? new URLSearchParams(await readText(request)) : new URLSearchParams();
    if (room === "v1") {
      const header = (name: string) => request.headers[name]?.toString();
      const answer = api.answer({ method: request.method ?? "", url, form, header });
      for (const [name, value] of Object.entries(answer.headers)) response.setHeader(name, value);
      return respondJson(response, answer.status, answer.body);
    }
    if (room === "pay") return pay(response, id, request.method === "POST" ? form.get("card") : null);
    if (room === "portal") return portal(response, id, request.method === "POST" ? form.get("action") : null);
    const subscription = url.pathname.startsWith("/admin/customers/")
      ? books.ofCustomer(url.pathname.split("/")[3] ?? "")
      : undefined;
    const isProgram = request.headers.origin === undefined;
    if (subscription && isProgram && shop.change(subscription, form.get("action") ?? ""))
      return respondJson(response, 200, { ok: true });
    const fault = url.pathname === "/admin/faults" && isProgram ? FAULTS[form.get("fault") ?? ""] : undefined;
    if (fault) {
      api.fail(fault, Math.min(Number(form.get("count") ?? 1), MAX_FAULTS));
      return respondJson(response, 200, { ok: true });
    }
    if (url.pathname === "/admin/subscriptions") {
      return respondJson(response, 200, { subscriptions: [...books.subscriptions.values()] });
    }
    const { status, error } = unknownRoute(request.method ?? "", url.pathname);
    respondJson(response, status, { error });
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
