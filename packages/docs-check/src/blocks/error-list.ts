import { ERROR_TABLE } from "@sendcat/shared-types";

/** Every error code with its HTTP status. */
export function errorList(): string {
  const codes = Object.entries(ERROR_TABLE).map(([code, { status }]) => `\`${code}\` ${status}`);
  return `${codes.join(", ")}.`;
}
