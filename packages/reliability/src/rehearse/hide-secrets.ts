import type { Environment } from "./operator-environment.ts";

const SECRET = /(KEY|TOKEN|SECRET|PROVIDERS|WEBHOOK_URL)$/;
/** What is shorter is a word that may stand anywhere. */
const LEAST_CHARS = 8;

/** A text without the values of the secrets that this command was given, whoever put them there. */
export function hideSecrets(text: string, env: Environment): string {
  return Object.entries(env).reduce(
    (shown, [name, value]) =>
      SECRET.test(name) && value && value.length >= LEAST_CHARS ? shown.replaceAll(value, `(${name})`) : shown,
    text,
  );
}
