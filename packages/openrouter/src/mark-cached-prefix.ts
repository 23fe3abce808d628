import { isRecord } from "@sendcat/shared-types";

const MARK = { cache_control: { type: "ephemeral" } };
/** Roles whose text may carry a mark on every host; the mark of a tool's result depends on the host. */
const MARKED_ROLES: ReadonlySet<unknown> = new Set(["system", "user", "assistant"]);

/**
 * The messages of a request with marks for providers that keep only what is marked: at the end of the instructions, and at the last text before
 * the last message. The next prompt of the conversation begins with all of that, and Anthropic finds the longest mark it has kept.
 * Source: https://openrouter.ai/docs/guides/best-practices/prompt-caching
 */
export function markCachedPrefix(messages: readonly unknown[]): readonly unknown[] {
  const ends = new Set([
    0,
    messages.findLastIndex((message, index) => index < messages.length - 1 && hasText(message)),
  ]);
  return messages.map((message, index) => (ends.has(index) && isRecord(message) ? marked(message) : message));
}

function hasText(message: unknown): boolean {
  return isRecord(message) && MARKED_ROLES.has(message["role"]) && message["content"] !== "";
}

function marked(message: Readonly<Record<string, unknown>>): object {
  const { content } = message;
  if (typeof content === "string")
    return content === "" ? message : { ...message, content: [{ type: "text", text: content, ...MARK }] };
  if (!Array.isArray(content)) return message;
  const last = content.findLastIndex((part) => isRecord(part) && part["type"] === "text");
  return { ...message, content: content.map((part: object, index) => (index === last ? { ...part, ...MARK } : part)) };
}
