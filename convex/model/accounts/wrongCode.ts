import { refuse } from "../refuse.ts";

const MESSAGES: Readonly<Record<string, string>> = {
  TOO_MANY_ATTEMPTS: "That was wrong too often. Ask for a new code.",
};

/** A code that does not open anything, as the auth component calls it. */
export function wrongCode(errorCode: string) {
  const message = MESSAGES[errorCode] ?? "That code is not right, or it is too old. Ask for a new one.";
  return refuse({ code: "forbidden", scope: "account.code", message });
}
