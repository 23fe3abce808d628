/** One line of a stream, UTF-16 units. Real chunks have a few hundred; even a whole answer in one chunk stays far below. */
export const MAX_LINE_CHARS = 4 * 1_048_576;
/** Text and reasoning of one answer, UTF-16 units. No model in our list can write that much. */
export const MAX_ANSWER_CHARS = 8 * 1_048_576;
/** Tool calls per answer, and the total length of their arguments, UTF-16 units. */
export const MAX_TOOL_CALLS = 64;
export const MAX_TOOL_INPUT_CHARS = 1_048_576;
/** Reasoning that is sent back with tool calls, UTF-16 units of its JSON. */
export const MAX_REASONING_CHARS = 1_048_576;
/** Pictures per answer, and cited pages. */
export const MAX_EXTRAS = 64;
/** Most bytes of a complete answer that is not streamed. */
export const MAX_WHOLE_BODY_BYTES = 4 * 1_048_576;
/** Most bytes of an error body, and the longest wait for it. */
export const MAX_ERROR_BODY_BYTES = 64 * 1_024;
export const ERROR_BODY_TIMEOUT_MS = 2_000;
/** A longer Retry-After is shortened to this. */
export const MAX_RETRY_AFTER_MS = 3_600_000;
/** Name of the host that answered, and its own finish reason, UTF-16 units each. */
export const MAX_ORIGIN_CHARS = 100;
