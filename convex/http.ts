import { assembleGateway, readGatewayEnv } from "@sendcat/assembly";
import { toPublicError } from "@sendcat/shared-types";
import { httpRouter, ROUTABLE_HTTP_METHODS } from "convex/server";
import { httpAction } from "./_generated/server.js";
import { gatewayEnv } from "./model/platform/env.ts";

let gateway: ReturnType<typeof assembleGateway> | null = null;

/** Sessions and accounts: what is throttled by the caller's address. */
const BY_ADDRESS = /^\/api\/(session|account)(\/|$)/;

/**
 * The gateway as an HTTP action: the streaming host of milestone M1. It speaks to this deployment over HTTP, as every other host does.
 * Without SENDCAT_SIGNING_KEY there is no such host. Nobody's address is known here, so what is throttled by it is had from the web app alone.
 */
const api = httpAction(async (_ctx, request) => {
  const env = gatewayEnv();
  if (!env) return new Response("This deployment does not host the API.", { status: 404 });
  if (BY_ADDRESS.test(new URL(request.url).pathname)) return atTheWebApp();
  gateway ??= assembleGateway(readGatewayEnv(env), { outlive: keepRunning });
  return await gateway(request, { waitUntil: keepRunning, ip: null, country: null });
});

function atTheWebApp(): Response {
  const message = "Sessions and accounts are had at the web app's address.";
  const requestId = crypto.randomUUID();
  const error = toPublicError({ code: "not_found", scope: "host.sessions", message });
  return Response.json({ error, requestId }, { status: 404, headers: { "x-request-id": requestId } });
}

function keepRunning(promise: Promise<unknown>): void {
  promise.catch((fault: unknown) => console.error("background work failed", String(fault)));
}

const http = httpRouter();
for (const method of ROUTABLE_HTTP_METHODS) {
  http.route({ pathPrefix: "/api/", method, handler: api });
  http.route({ path: "/.well-known/jwks.json", method, handler: api });
}

export default http;
