import { assembleGateway, assembleThrottle } from "@sendcat/assembly";
import type { Gateway } from "@sendcat/gateway";
import { UNKNOWN_ADDRESS, type Throttle, type ThrottleResult } from "@sendcat/shared-types";
import { env, type WebEnv } from "./env.ts";
import { addressOfClient, type AddressTrust } from "./host/address-of-client.ts";
import { hostContext } from "./host/host-context.ts";
import { outlive } from "./host/outlive.ts";

let gateway: Gateway | null = null;
let throttle: Throttle | null = null;

const addressTrust = ({ VERCEL, SENDCAT_TRUSTED_PROXY_HOPS }: WebEnv): AddressTrust => ({
  onVercel: VERCEL === "1",
  trustedProxyHops: SENDCAT_TRUSTED_PROXY_HOPS,
});

/** Counts a request for a product picture by its client's address. */
export async function takeImage(request: Request): Promise<ThrottleResult> {
  const settings = env();
  throttle ??= assembleThrottle(settings);
  return await throttle.take("image", addressOfClient(request.headers, addressTrust(settings)) ?? UNKNOWN_ADDRESS);
}

/** Answers every request to `/api/*` and `/.well-known/jwks.json`. */
export async function handle(request: Request): Promise<Response> {
  const settings = env();
  gateway ??= assembleGateway(settings, { outlive });
  const trust = addressTrust(settings);
  const asksBotId = trust.onVercel && settings.SENDCAT_BOTID === "1";
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
