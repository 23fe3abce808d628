import { randomUUID } from "node:crypto";

/** Sixteen hex digits that tie an error a client saw to a line of the log. From a UUID, whose entropy is pooled. */
export function newRequestId(): string {
  return randomUUID().replaceAll("-", "").slice(0, 16);
}
