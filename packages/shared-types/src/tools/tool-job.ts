import { z } from "zod";
import { TOOL_JOB_STATES } from "./tool-job-state.ts";

/** State of the search behind a tool call. */
export const toolJobSchema = z.object({
  state: z.enum(TOOL_JOB_STATES),
  /** Place in the queue, 1 is next; null when it is not queued. */
  position: z.number().nullable(),
  /** Estimated time until there is a result; null when unknown. */
  waitMs: z.number().nullable(),
  /** With `refused`: when there will be room. */
  retryAfterMs: z.number().nullable(),
});
export type ToolJob = z.infer<typeof toolJobSchema>;
