import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import { AuthError } from "../auth/auth-error.ts";
import type { Engine } from "../engine/engine.ts";
import { attachSyncServer } from "../sync/sync-server.ts";
import { corsHeaders } from "./cors.ts";
import { Exchange } from "./exchange.ts";
import { serveHttpAction } from "./http-action.ts";
import { HttpError } from "./http-error.ts";
import { listen } from "./listen.ts";
import { routeOf } from "./routes.ts";

export interface Servers {
  readonly port: number;
  readonly sitePort: number;
  readonly stopAccepting: () => void;
  readonly close: () => void;
}

export interface ServersOptions {
  readonly engine: Engine;
  readonly adminKey: string;
  readonly host: string;
  readonly port: number;
  readonly sitePort: number;
}

const KEEP_ALIVE_MS = 75_000;

/** Starts the deployment's two ports: one for functions, sync and administration, one for HTTP actions. */
export async function startServers(options: ServersOptions): Promise<Servers> {
  const main = createServer(answering(options, serveMain));
  const site = createServer(answering(options, (exchange) => serveHttpAction(exchange, exchange.url.pathname)));
  const servers = [main, site];
  // Longer than clients keep idle connections, so that no client writes to a connection that is closing.
  for (const server of servers) server.keepAliveTimeout = KEEP_ALIVE_MS;
  const sync = attachSyncServer(main, options);
  const port = await listen(main, options.port, options.host);
  try {
    const sitePort = await listen(site, options.sitePort, options.host);
    return {
      port,
      sitePort,
      stopAccepting: () => {
        for (const server of servers) server.close();
      },
      close: () => {
        sync.close();
        for (const server of servers) server.closeAllConnections();
      },
    };
  } catch (error) {
    sync.close();
    main.close();
    throw error;
  }
}

async function serveMain(exchange: Exchange): Promise<void> {
  const { request, response, url } = exchange;
  if (url.pathname.startsWith("/http/")) {
    return serveHttpAction(exchange, url.pathname.slice("/http".length));
  }
  if (request.method === "OPTIONS") {
    response.writeHead(200, corsHeaders(request)).end();
    return;
  }
  const handler = routeOf(request.method ?? "GET", url.pathname);
  if (!handler) throw new HttpError(404, "NotFound", `No such endpoint: ${url.pathname}`);
  await handler(exchange);
}

function answering(
  options: { engine: Engine; adminKey: string },
  serve: (exchange: Exchange) => Promise<void>,
): RequestListener {
  return (request: IncomingMessage, response: ServerResponse) => {
    const url = requestUrl(request);
    if (!url) {
      response.writeHead(400).end();
      return;
    }
    const exchange = new Exchange({ ...options, url }, request, response);
    const served = options.engine.started.then(() => serve(exchange));
    served.catch((error: unknown) => {
      if (response.headersSent) {
        response.destroy();
      } else if (error instanceof HttpError) {
        exchange.json({ code: error.code, message: error.message }, error.status);
      } else if (error instanceof AuthError) {
        exchange.json({ code: error.code, message: error.message }, 401);
      } else {
        options.engine.log(`${request.method} ${exchange.url.pathname} failed: ${String(error)}`);
        exchange.json({ code: "InternalServerError", message: "Internal server error" }, 500);
      }
    });
  };
}

/** Null when the address and the Host header do not form a URL. */
function requestUrl(request: IncomingMessage): URL | null {
  const base = `http://${request.headers.host ?? "localhost"}`;
  return URL.parse(request.url ?? "/", base);
}
