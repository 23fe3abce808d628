import { SendcatError } from "@sendcat/shared-types";

/** Money is always whole micro-dollars below 2^53, so that sums are exact in JavaScript, Lua and Redis. */
export function microUsdText(amount: number): string {
  if (!Number.isSafeInteger(amount) || amount < 0) {
    throw new SendcatError({ code: "internal", message: `not an amount of whole micro-dollars: ${amount}` });
  }
  return String(amount);
}
