import type { Environment } from "../settings/read-settings.ts";

/** Matches the names of the product's secrets in .env.example, and of whatever else an operator's shell holds. */
const SECRET = /(^|_)(KEY|SECRET|TOKEN|PASSWORD|PASSPHRASE|CREDENTIALS|PROVIDERS)$/i;

/** The base environment of every process of the stack: each is then given only the secrets it needs. */
export function withoutSecrets(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !SECRET.test(name)));
}
