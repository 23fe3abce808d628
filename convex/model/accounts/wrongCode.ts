import { refuse } from "../platform/refuse.ts";

const MESSAGE = "That code is not right, or it is too old or was tried too often. Ask for a new one.";

/**
 * A code that opens nothing. One answer for every reason: for some purposes only an address that has an account ever gets a code, so "too
 * often" or "too old" would tell a stranger that it has one.
 */
export function wrongCode() {
  return refuse({ code: "forbidden", scope: "account.code", message: MESSAGE });
}
