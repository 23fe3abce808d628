import { z } from "zod";
import { STREAMING_STRATEGIES } from "../policy/streaming-strategy.ts";

/** Answer of `GET /api/config`: what a client needs to know before it talks. */
export const configSchema = z.object({
  /** Where `/api/chat` streams are served: a base URL, empty for this origin. */
  streamBaseUrl: z.string(),
  strategy: z.enum(STREAMING_STRATEGIES),
  convexUrl: z.string(),
  models: z.array(z.object({ name: z.string(), label: z.string() })),
  maxPromptChars: z.number(),
});
export type ClientConfig = z.infer<typeof configSchema>;
