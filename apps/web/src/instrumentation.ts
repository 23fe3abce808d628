import { traceEndpoint } from "./env.ts";

/**
 * Traces, where somebody wants them: Next's spans of each request and of every `fetch` below it (Redis, Convex, the provider). Nothing is
 * loaded otherwise.
 */
export async function register(): Promise<void> {
  if (traceEndpoint === "") return;
  const { registerOTel } = await import("@vercel/otel");
  registerOTel({ serviceName: "sendcat-web" });
}
