import { messageText, type MessagePart } from "@sendcat/shared-types";
import { cutText } from "../messages/cutText.ts";
import { LIMITS } from "../platform/limits.ts";

/** The text by which a complete message is found. */
export function searchable(parts: readonly MessagePart[]): string {
  return cutText(messageText(parts), LIMITS.searchedChars);
}
