/**
 * State of the search behind a tool call. queued -> running -> (its result); `late`: the answer continued without it, and the result is
 * added to the conversation when it arrives. Endings: `refused` (the queue is full), `failed`, `canceled`.
 */
export const TOOL_JOB_STATES = ["queued", "running", "late", "refused", "failed", "canceled"] as const;
