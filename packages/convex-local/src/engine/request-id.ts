import { randomBytes } from "node:crypto";

/** Sixteen hex digits that tie an error a client saw to a line of the log. */
export function newRequestId(): string {
  return randomBytes(8).toString("hex");
}
