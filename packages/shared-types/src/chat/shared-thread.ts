import { z } from "zod";
import { answerExtraSchema } from "./answer-extra.ts";
import { messageStatusSchema } from "./message-status-schema.ts";

/** Answer of `GET /api/shares/{id}`: a page of a shared conversation, oldest first, without names or ids. */
export const sharedPageSchema = z.object({
  title: z.string(),
  sharedAtMs: z.number(),
  messages: z.array(
    z.object({
      role: z.enum(["user", "assistant"]),
      text: z.string(),
      status: messageStatusSchema,
      /** Pictures and cited pages of an answer; missing when it has none. */
      extras: z.array(answerExtraSchema).optional(),
    }),
  ),
  /** Null on the last page. */
  cursor: z.string().nullable(),
});
export type SharedPage = z.infer<typeof sharedPageSchema>;
