import type { Environment } from "../settings/read-settings.ts";

/** Secrets of the product, by how .env.example names them. */
const SECRET =
  /^(SENDCAT|BETTER_AUTH|OPENROUTER|FIREWORKS|SERPER|EBAY|RESEND|STRIPE|UPSTASH|CONVEX|VERCEL)_(.*_)?(KEY|SECRET|TOKEN|PROVIDERS)$/;

/** The environment that every process of the stack gets: each is told the secrets it needs by name, and sees no other's. */
export function withoutSecrets(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !SECRET.test(name)));
}
