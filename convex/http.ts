import { assembleGateway, readGatewayEnv, type HostVariables } from "@sendcat/assembly";
import { toPublicError } from "@sendcat/shared-types";
import { httpRouter, ROUTABLE_HTTP_METHODS } from "convex/server";
import { httpAction } from "./_generated/server.js";
import { gatewayEnv } from "./model/platform/env.ts";

let gateway: ReturnType<typeof assembleGateway> | null = null;

/** Sessions and accounts: limited by client address. */
const BY_ADDRESS = /^\/api\/(session|account)(\/|$)/;

/**
 * The gateway as an HTTP action: the streaming host of milestone M1. It calls this deployment over HTTP, as every host does. Disabled without
 * SENDCAT_SIGNING_KEY. Client addresses are unknown here, so routes limited by address are served by the web app only.
 */
const api = httpAction(async (_ctx, request) => {
  const env = gatewayEnv();
  if (!env) return new Response("This deployment does not host the API.", { status: 404 });
  if (BY_ADDRESS.test(new URL(request.url).pathname)) return atTheWebApp();
  gateway ??= assembleGateway(readGatewayEnv(env satisfies HostVariables<"core" | "core-host">), {
    outlive: keepRunning,
  });
  return await gateway(request, { waitUntil: keepRunning, ip: null, country: null });
});

function atTheWebApp(): Response {
  const message = "Sessions and accounts are available only at the web app's address.";
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
