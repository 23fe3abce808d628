import { z } from "zod";

/**
 * What is known of the search behind a tool call. queued -> running -> (its result); `late`: the answer went on without it and the result
 * lands in the conversation by itself. Ends: `refused` (the queue is full), `failed`, `canceled`.
 */
export const TOOL_JOB_STATES = ["queued", "running", "late", "refused", "failed", "canceled"] as const;

export const toolJobSchema = z.object({
  state: z.enum(TOOL_JOB_STATES),
  /** Place in the queue, 1 is next; null when it does not queue. */
  position: z.number().nullable(),
  /** About how long until there is a result; null when it is not known. */
  waitMs: z.number().nullable(),
  /** With `refused`: when there will be room. */
  retryAfterMs: z.number().nullable(),
});
export type ToolJob = z.infer<typeof toolJobSchema>;
