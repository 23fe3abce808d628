import { messageText, type MessagePart } from "@sendcat/shared-types";
import { cutText } from "../messages/cutText.ts";
import { LIMITS } from "../platform/limits.ts";

/** What a whole message is found by. */
export function searchable(parts: readonly MessagePart[]): string {
  return cutText(messageText(parts), LIMITS.searchedChars);
}
