import type { Environment } from "../settings/read-settings.ts";

/** Matches the names of the product's secrets in .env.example. */
const SECRET =
  /^(SENDCAT|BETTER_AUTH|OPENROUTER|FIREWORKS|SERPER|EBAY|RESEND|STRIPE|UPSTASH|CONVEX|VERCEL)_(.*_)?(KEY|SECRET|TOKEN|PROVIDERS)$/;

/** The base environment of every process of the stack: each is then given only the secrets it needs. */
export function withoutSecrets(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !SECRET.test(name)));
}
