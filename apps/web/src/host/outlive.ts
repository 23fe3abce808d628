import type { RequestContext } from "@vercel/edge";

/** Where Vercel puts the current request's context. */
const REQUEST_CONTEXT = Symbol.for("@vercel/request-context");

/** Keeps the process alive until the promise settles. Off Vercel, the process lives on anyway. */
export function outlive(promise: Promise<unknown>): void {
  const settled = promise.catch((fault: unknown) => console.error("background work failed", String(fault)));
  vercelContext()?.waitUntil(settled);
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
