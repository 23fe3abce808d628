/** The deployment's environment (`npx convex env set`). An empty key means that no model is to be asked. */
export function openRouterEnv(): { readonly apiKey: string; readonly baseURL: string } {
  return {
    apiKey: process.env.OPENROUTER_API_KEY ?? "",
    baseURL: process.env.OPENROUTER_BASE_URL || "https://openrouter.ai/api/v1",
  };
}
