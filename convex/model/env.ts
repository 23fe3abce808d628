/** The deployment's environment (`npx convex env set`). An empty key means that no model is to be asked. */
export function openRouterEnv(): { readonly apiKey: string; readonly baseURL: string } {
  return {
    apiKey: process.env.OPENROUTER_API_KEY ?? "",
    baseURL: process.env.OPENROUTER_BASE_URL || "https://openrouter.ai/api/v1",
  };
}

/** The edge's Redis, for what the core spends and settles itself. */
export function redisEnv(): { readonly url: string; readonly token: string } {
  return { url: process.env.UPSTASH_REDIS_REST_URL ?? "", token: process.env.UPSTASH_REDIS_REST_TOKEN ?? "" };
}

/** The edge's policy overrides as JSON, the same text on both sides. */
export function policyEnv(): string {
  return process.env.SENDCAT_POLICY ?? "";
}
