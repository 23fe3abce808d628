import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { readJsonBody } from "../openrouter/read-body.ts";
import { serve } from "../serve.ts";
import { ebayError, itemSummaries } from "./ebay.ts";
import { pictureOf } from "./picture.ts";
import { SEARCH_FAULTS, type SearchFault, type SearchFaultOrder } from "./search-faults.ts";
import { parseSerperRequest, serperSearch, serperShopping } from "./serper.ts";

export interface SearchSimulatorOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number;
  readonly host?: string;
  /** How long an answer takes; 120 by default. */
  readonly latencyMs?: number;
}

/** One search request. `answered` is false when it got a fault. */
export interface SearchRecord {
  readonly route: "serper/search" | "serper/shopping" | "ebay/browse";
  readonly query: string;
  readonly receivedAtMs: number;
  /** Null while it has no answer; stays null when its fault is to hang. */
  endedAtMs: number | null;
  answered: boolean;
}

export interface SearchSimulator {
  /** Base URLs for clients. */
  readonly serperUrl: string;
  readonly ebayUrl: string;
  /** Origin of its pictures. */
  readonly origin: string;
  requests(): readonly SearchRecord[];
  orderFault(order: SearchFaultOrder): void;
  setLatency(ms: number): void;
  reset(): void;
  close(): Promise<void>;
}

/** eBay's application tokens live two hours. */
const TOKEN_SECONDS = 7_200;
const KEPT = 20_000;

/**
 * Serper under /serper, eBay's OAuth and Browse API under /ebay, product pictures under /pictures. Any key is accepted, none is refused.
 * `GET /admin/requests`, `POST /admin/faults {fault, count | null}`, `POST /admin/latency {ms}`, `POST /admin/reset` are its own.
 */
export async function createSearchSimulator(options: SearchSimulatorOptions = {}): Promise<SearchSimulator> {
  const defaultLatencyMs = options.latencyMs ?? 120;
  let latencyMs = defaultLatencyMs;
  let orders: { readonly fault: SearchFault; left: number }[] = [];
  let records: SearchRecord[] = [];
  const tokens = new Set<string>();
  let origin = "";

  const takeFault = (): SearchFault | null => {
    const [order] = orders;
    if (!order) return null;
    order.left--;
    if (order.left <= 0) orders = orders.slice(1);
    return order.fault;
  };
  const reset = () => {
    orders = [];
    records = [];
    latencyMs = defaultLatencyMs;
  };
  const orderFault = ({ fault, count }: SearchFaultOrder) => void orders.push({ fault, left: count ?? Infinity });

  async function search(response: ServerResponse, record: SearchRecord, body: () => object): Promise<void> {
    records.push(record);
    if (records.length > KEPT) records = records.slice(-KEPT);
    const fault = takeFault();
    if (latencyMs > 0) await delay(latencyMs);
    if (fault !== "hang") record.endedAtMs = Date.now();
    if (fault !== null) return faulty(response, record, fault);
    record.answered = true;
    respond(response, 200, body());
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", origin);
    const call = `${request.method} ${url.pathname}`;
    if (url.pathname.startsWith("/admin/")) return await admin(request, response, call);
    const picture = /^GET \/pictures\/(\d{1,9})\.png$/.exec(call);
    if (picture) {
      response.writeHead(200, { "content-type": "image/png" });
      return void response.end(pictureOf(Number(picture[1])));
    }
    if (call === "POST /serper/search" || call === "POST /serper/shopping") {
      if (!request.headers["x-api-key"]) return respond(response, 403, { message: "Unauthorized.", statusCode: 403 });
      const asked = parseSerperRequest((await readJsonBody(request))?.value);
      if (!asked) return respond(response, 400, { message: "Missing query parameter", statusCode: 400 });
      const route = call === "POST /serper/search" ? "serper/search" : "serper/shopping";
      const record: SearchRecord = { ...unanswered(), route, query: asked.q };
      return await search(response, record, () =>
        route === "serper/search" ? serperSearch(asked) : serperShopping(asked, `${origin}/pictures`),
      );
    }
    if (call === "POST /ebay/identity/v1/oauth2/token") return await token(request, response);
    if (call === "GET /ebay/buy/browse/v1/item_summary/search") {
      const bearer = /^Bearer (\S+)$/.exec(request.headers.authorization ?? "")?.[1] ?? "";
      if (!tokens.has(bearer)) return respond(response, 401, ebayError(1001, "OAuth", "Invalid access token"));
      const query = url.searchParams.get("q") ?? "";
      if (query === "")
        return respond(response, 400, ebayError(12_001, "API_BROWSE", "The call must have a valid 'q'."));
      const marketplace = String(request.headers["x-ebay-c-marketplace-id"] ?? "EBAY_US");
      const record: SearchRecord = { ...unanswered(), route: "ebay/browse", query };
      return await search(response, record, () => itemSummaries(url.searchParams, marketplace, `${origin}/pictures`));
    }
    respond(response, 404, { message: "Not found" });
  }

  async function token(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = "";
    for await (const piece of request) body += String(piece);
    const form = new URLSearchParams(body);
    const isBasic = /^Basic \S+$/.test(request.headers.authorization ?? "");
    if (!isBasic || form.get("grant_type") !== "client_credentials") {
      return respond(response, 401, { error: "invalid_client", error_description: "client authentication failed" });
    }
    const access_token = `v^1.1#sim-${tokens.size}-${Date.now()}`;
    tokens.add(access_token);
    respond(response, 200, { access_token, expires_in: TOKEN_SECONDS, token_type: "Application Access Token" });
  }

  async function admin(request: IncomingMessage, response: ServerResponse, call: string): Promise<void> {
    if (request.headers.origin !== undefined) return respond(response, 403, { message: "for programs only" });
    if (call === "GET /admin/requests") return respond(response, 200, { requests: records });
    if (call === "POST /admin/reset") {
      reset();
      return respond(response, 200, { ok: true });
    }
    const body = (await readJsonBody(request))?.value;
    const { fault, count = 1, ms } = Object(body) as Record<string, unknown>; // safe because each is checked below
    if (call === "POST /admin/latency" && typeof ms === "number" && ms >= 0 && ms <= 120_000) {
      latencyMs = ms;
      return respond(response, 200, { ok: true });
    }
    const known = SEARCH_FAULTS.find((name) => name === fault);
    if (call === "POST /admin/faults" && known && (count === null || typeof count === "number")) {
      orderFault({ fault: known, count });
      return respond(response, 200, { ok: true });
    }
    respond(response, 400, { message: "admin: no such call, or not with that body" });
  }

  const served = await serve({ ...options, name: "search" }, handle);
  ({ origin } = served);
  return {
    serperUrl: `${origin}/serper`,
    ebayUrl: `${origin}/ebay`,
    origin,
    requests: () => records,
    orderFault,
    setLatency: (ms) => void (latencyMs = ms),
    reset,
    close: served.close,
  };
}

function unanswered(): Pick<SearchRecord, "receivedAtMs" | "endedAtMs" | "answered"> {
  return { receivedAtMs: Date.now(), endedAtMs: null, answered: false };
}

function faulty(response: ServerResponse, record: SearchRecord, fault: SearchFault): void {
  switch (fault) {
    case "hang":
      return;
    case "cut":
      response.writeHead(200, { "content-type": "application/json", "content-length": "5000" });
      response.write('{"organic":[');
      setTimeout(() => response.destroy(), 10);
      return;
    case "malformed-json":
      response.writeHead(200, { "content-type": "application/json" });
      return void response.end('{"organic":[{');
    case "strange":
      return respond(response, 200, { organic: "none", shopping: 7, itemSummaries: [{ title: 5 }] });
    default: {
      const status = Number(fault);
      const message = status === 429 ? "Too many requests." : "Simulated failure";
      const isEbay = record.route === "ebay/browse";
      return respond(response, status, isEbay ? ebayError(status, "ACCESS", message) : { message, statusCode: status });
    }
  }
}

function respond(response: ServerResponse, status: number, body: object): void {
  if (response.destroyed) return;
  const headers = { "content-type": "application/json", ...(status === 429 ? { "retry-after": "2" } : {}) };
  response.writeHead(status, headers);
  response.end(JSON.stringify(body));
}
