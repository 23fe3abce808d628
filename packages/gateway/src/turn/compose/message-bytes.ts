import { utf8Bytes, type ModelMessage } from "@sendcat/shared-types";

/** What messages with tool calls or results take of a request, UTF-8 bytes. */
export function messageBytes(messages: readonly ModelMessage[]): number {
  return messages.reduce((sum, message) => sum + utf8Bytes(JSON.stringify(message)), 0);
}
