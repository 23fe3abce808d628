/** What reads secrets: parts of the service, an operator's commands, and stand-ins on one machine. The words are the documentation's. */
export const SECRET_READERS = {
  web: "the web app",
  stream: "`apps/stream`",
  core: "Convex",
  "core-host": "Convex while it streams",
  push: "`npx convex`, `pnpm start`",
  waf: "`pnpm waf`",
  rehearse: "`pnpm rehearse`",
  gate: "`pnpm gate`",
  front: "the stand-in for Vercel",
  convex: "the embedded Convex",
  redis: "the local Redis endpoint",
  payments: "the Stripe simulator",
} as const;
export type SecretReader = keyof typeof SECRET_READERS;

/** Every secret, by its variable, with all that read it. Nothing else is given it. */
export const SECRETS = {
  SENDCAT_SIGNING_KEY: ["web", "stream", "core-host", "rehearse", "gate"],
  UPSTASH_REDIS_REST_TOKEN: ["web", "stream", "core", "rehearse"],
  OPENROUTER_API_KEY: ["web", "stream", "core", "rehearse"],
  FIREWORKS_API_KEY: ["web", "stream", "core"],
  // Webhooks and purchases come to the web app's origin, whichever host streams.
  STRIPE_SECRET_KEY: ["web"],
  STRIPE_WEBHOOK_SECRET: ["web"],
  SENDCAT_ALERT_WEBHOOK_URL: ["web", "stream", "core-host"],
  BETTER_AUTH_SECRET: ["core"],
  SENDCAT_SIGN_IN_PROVIDERS: ["core"],
  RESEND_API_KEY: ["core"],
  SERPER_API_KEY: ["core"],
  EBAY_CLIENT_SECRET: ["core"],
  CONVEX_DEPLOY_KEY: ["push", "rehearse"],
  CONVEX_SELF_HOSTED_ADMIN_KEY: ["push", "rehearse"],
  VERCEL_TOKEN: ["waf", "rehearse", "front"],
  UPSTASH_API_KEY: ["rehearse"],
  CONVEX_LOCAL_ADMIN_KEY: ["convex"],
  UPSTASH_LOCAL_TOKEN: ["redis"],
  SENDCAT_SIM_WEBHOOK_SECRET: ["payments"],
} as const satisfies Readonly<Record<string, readonly SecretReader[]>>;
type SecretName = keyof typeof SECRETS;

/** The secrets that none of these readers has a use for. */
export type SecretNotOf<Reader extends SecretReader> = {
  [Name in SecretName]: [Extract<Reader, (typeof SECRETS)[Name][number]>] extends [never] ? Name : never;
}[SecretName];

// safe because these are its keys
export const SECRET_NAMES: readonly SecretName[] = Object.keys(SECRETS) as SecretName[];

export function isSecret(name: string): name is SecretName {
  return Object.hasOwn(SECRETS, name);
}

/** The secrets that none of these readers has a use for. */
export function secretsNotOf(...readers: readonly SecretReader[]): readonly SecretName[] {
  return SECRET_NAMES.filter((name) => !SECRETS[name].some((reader) => readers.includes(reader)));
}

/** The environment without the secrets that none of these readers has a use for. */
export function withSecretsOf<Value>(
  readers: readonly SecretReader[],
  environment: Readonly<Record<string, Value>>,
): Readonly<Record<string, Value>> {
  const others: readonly string[] = secretsNotOf(...readers);
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !others.includes(name)));
}
