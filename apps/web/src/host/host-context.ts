import type { HostContext } from "@sendcat/gateway";
import { geolocation, type RequestContext } from "@vercel/edge";
import { clientAddress, type AddressTrust } from "./client-address.ts";

/** Where Vercel puts the current request's context. */
const REQUEST_CONTEXT = Symbol.for("@vercel/request-context");

/** What this host knows of a request: address and country as the platform saw them, and how to outlive the response. */
export function hostContext(request: Request, trust: AddressTrust): HostContext {
  return {
    waitUntil(promise) {
      const settled = promise.catch((fault: unknown) => console.error("background work failed", String(fault)));
      // Elsewhere than on Vercel the process lives on, and so does the promise.
      vercelContext()?.waitUntil(settled);
    },
    ip: clientAddress(request.headers, trust),
    country: trust.onVercel ? (geolocation(request).country ?? null) : null,
  };
}

function vercelContext(): RequestContext | undefined {
  const holder: unknown = Reflect.get(globalThis, REQUEST_CONTEXT);
  if (typeof holder !== "object" || holder === null || !("get" in holder) || typeof holder.get !== "function") {
    return undefined;
  }
  const context: unknown = holder.get();
  if (typeof context !== "object" || context === null || !("waitUntil" in context)) return undefined;
  // safe because a context with waitUntil is the platform's RequestContext
  return typeof context.waitUntil === "function" ? (context as RequestContext) : undefined;
}
