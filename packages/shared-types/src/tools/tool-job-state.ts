/**
 * What is known of the search behind a tool call. queued -> running -> (its result); `late`: the answer went on without it and the result
 * lands in the conversation by itself. Ends: `refused` (the queue is full), `failed`, `canceled`.
 */
export const TOOL_JOB_STATES = ["queued", "running", "late", "refused", "failed", "canceled"] as const;
