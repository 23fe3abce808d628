/** One line of a stream, UTF-16 units. Real chunks are a few hundred; a provider that sends a whole answer in one stays far below. */
export const MAX_LINE_CHARS = 4 * 1_048_576;
/** Text and reasoning of one answer, UTF-16 units. No model we list can write that much. */
export const MAX_ANSWER_CHARS = 8 * 1_048_576;
/** Tool calls of one answer, and their arguments together, UTF-16 units. */
export const MAX_TOOL_CALLS = 64;
export const MAX_TOOL_INPUT_CHARS = 1_048_576;
/** What is read of an answer that comes whole. */
export const MAX_WHOLE_BODY_BYTES = 4 * 1_048_576;
/** What is read of an error body, and how long it is waited for. */
export const MAX_ERROR_BODY_BYTES = 64 * 1_024;
export const ERROR_BODY_TIMEOUT_MS = 2_000;
/** A Retry-After beyond this is taken for this. */
export const MAX_RETRY_AFTER_MS = 3_600_000;
