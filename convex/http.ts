import { assembleGateway, readGatewayEnv } from "@sendcat/assembly";
import { httpRouter, ROUTABLE_HTTP_METHODS } from "convex/server";
import { httpAction } from "./_generated/server.js";
import { gatewayEnv } from "./model/env.ts";

let gateway: ReturnType<typeof assembleGateway> | null = null;

/**
 * The gateway as an HTTP action: the streaming host of milestone M1. It speaks to this deployment over HTTP, as every other host does.
 * Without SENDCAT_SIGNING_KEY there is no such host. Addresses of callers are not known here: limits by address do not apply.
 */
const api = httpAction(async (_ctx, request) => {
  const env = gatewayEnv();
  if (!env) return new Response("This deployment does not host the API.", { status: 404 });
  gateway ??= assembleGateway(readGatewayEnv(env), { outlive: keepRunning });
  return await gateway(request, { waitUntil: keepRunning, ip: null, country: null });
});

function keepRunning(promise: Promise<unknown>): void {
  promise.catch((fault: unknown) => console.error("background work failed", String(fault)));
}

const http = httpRouter();
for (const method of ROUTABLE_HTTP_METHODS) http.route({ pathPrefix: "/api/", method, handler: api });
http.route({ path: "/.well-known/jwks.json", method: "GET", handler: api });

export default http;
