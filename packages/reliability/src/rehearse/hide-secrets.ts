import { isSecret } from "@sendcat/shared-types";
import type { Environment } from "./operator-environment.ts";

/** Shorter values are not hidden: they may be ordinary words. */
const LEAST_CHARS = 8;

/** The text without the values of any secret that this command was given. */
export function hideSecrets(text: string, env: Environment): string {
  return Object.entries(env).reduce(
    (shown, [name, value]) =>
      isSecret(name) && value && value.length >= LEAST_CHARS ? shown.replaceAll(value, `(${name})`) : shown,
    text,
  );
}
