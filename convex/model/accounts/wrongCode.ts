import { refuse } from "../platform/refuse.ts";

const MESSAGE = "That code is wrong, too old, or was tried too often. Ask for a new one.";

/**
 * The answer to an invalid code, the same for every reason: for some purposes only an address with an account ever gets a code, so "too often"
 * or "too old" would reveal that it has one.
 */
export function wrongCode() {
  return refuse({ code: "forbidden", scope: "account.code", message: MESSAGE });
}
