import { randomUUID } from "node:crypto";

/** Sixteen hex digits that link an error shown to a client to a log line. From a UUID: Node pools its entropy. */
export function newRequestId(): string {
  return randomUUID().replaceAll("-", "").slice(0, 16);
}
