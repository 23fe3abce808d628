import { isSecret } from "@sendcat/shared-types";
import type { Environment } from "./operator-environment.ts";

/** Of an address such as `rediss://default:PASSWORD@host`. */
const PASSWORD = /(?<=\/\/[^\s/@:]*:)[^\s/@]+(?=@)/g;
/** Shorter values are not hidden: they may be ordinary words. */
const LEAST_CHARS = 8;

/** The text without the values of any secret that this command was given, and without passwords in addresses. */
export function hideSecrets(text: string, env: Environment): string {
  const shown = Object.entries(env).reduce(
    (rest, [name, value]) =>
      isSecret(name) && value && value.length >= LEAST_CHARS ? rest.replaceAll(value, `(${name})`) : rest,
    text,
  );
  return shown.replaceAll(PASSWORD, "(password)");
}
