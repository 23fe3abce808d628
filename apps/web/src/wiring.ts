import { assembleGateway } from "@sendcat/assembly";
import type { Gateway } from "@sendcat/gateway";
import { env } from "./env.ts";
import { hostContext } from "./host/host-context.ts";
import { outlive } from "./host/outlive.ts";

let gateway: Gateway | null = null;

/** Answers every request to `/api/*` and `/.well-known/jwks.json`. */
export async function handle(request: Request): Promise<Response> {
  const settings = env();
  gateway ??= assembleGateway(settings, { outlive });
  const onVercel = settings.VERCEL === "1";
  const asksBotId = onVercel && settings.SENDCAT_BOTID === "1";
  const trust = { onVercel, trustedProxyHops: settings.SENDCAT_TRUSTED_PROXY_HOPS };
  return gateway(request, hostContext(request, { ...trust, asksBotId }));
}

/**
 * The same on the Node runtime: for `/api/*` when SENDCAT_API_RUNTIME is `node`, and under `/node/api/*` when SENDCAT_NODE_ROUTE is 1; else 404,
 * because the platform's firewall rules cover only `/api`.
 */
export async function handleOnNode(request: Request): Promise<Response> {
  const url = new URL(request.url);
  const isDirect = url.pathname.startsWith("/node/");
  if (isDirect && env().SENDCAT_NODE_ROUTE !== "1") return new Response("Not found", { status: 404 });
  url.pathname = url.pathname.replace(/^\/node/, "");
  // Node requires `duplex` for a body that is a stream, but the types of fetch lack it.
  const init: RequestInit & { duplex: "half" } = {
    method: request.method,
    headers: request.headers,
    body: request.body,
    duplex: "half",
  };
  return await handle(new Request(url, init));
}
