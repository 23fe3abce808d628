import { cutText, type MessagePart, messageText } from "@sendcat/shared-types";
import { LIMITS } from "../platform/limits.ts";

/** The text by which a complete message is found. */
export function searchable(parts: readonly MessagePart[]): string {
  return cutText(messageText(parts), LIMITS.searchedChars);
}
