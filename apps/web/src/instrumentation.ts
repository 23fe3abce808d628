import { traceEndpoint } from "./env.ts";

/**
 * Traces, if an endpoint is configured: Next's spans of each request and of every `fetch` in it (Redis, Convex, the provider).
 * Otherwise nothing is loaded.
 */
export async function register(): Promise<void> {
  if (traceEndpoint === "") return;
  const { registerOTel } = await import("@vercel/otel");
  registerOTel({ serviceName: "sendcat-web" });
}
