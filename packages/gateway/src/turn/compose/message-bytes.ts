import { utf8Bytes, type ModelMessage } from "@sendcat/shared-types";

/** Size in a request of messages with tool calls or results, UTF-8 bytes. */
export function messageBytes(messages: readonly ModelMessage[]): number {
  return messages.reduce((sum, message) => sum + utf8Bytes(JSON.stringify(message)), 0);
}
