import { isSecret } from "@sendcat/shared-types";
import type { Environment } from "../settings/read-settings.ts";

/** Matches the names of the secrets that an operator's shell holds for other programs. */
const OF_OTHERS = /(^|_)(KEY|SECRET|TOKEN|PASSWORD|PASSPHRASE|CREDENTIALS)$/i;

/** The base environment of every process of the stack: each is then given only the secrets that it reads. */
export function withoutSecrets(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !isSecret(name) && !OF_OTHERS.test(name)));
}
