import { z } from "zod";

/** No answer is longer. */
const MAX_OFFSET = 10_000_000;
const MESSAGE = "must be a whole number, 0 or more";

const offsetSchema = z
  .string()
  .regex(/^\d{1,8}$/, MESSAGE)
  .transform(Number)
  .refine((offset) => offset <= MAX_OFFSET, MESSAGE)
  .default(0);

/** `?after=&reasoningAfter=`: how much of the answer and of its reasoning the client has, UTF-16 units. */
export const streamQuerySchema = z.object({ after: offsetSchema, reasoningAfter: offsetSchema });
