import { z } from "zod";
import { answerExtraSchema } from "./answer-extra.ts";
import { attachmentViewSchema } from "./attachment.ts";
import { messageStatusSchema } from "./message-status-schema.ts";
import { publicErrorSchema } from "../errors/error-body.ts";
import { toolJobSchema } from "../tools/tool-job.ts";
import { TOOL_PART_TYPES } from "../tools/tool-table.ts";
import { toolResultSchema } from "../tools/tool-result.ts";

const toolInputSchema = z.record(z.string(), z.union([z.string(), z.number()]));
const toolPart = { type: z.enum(TOOL_PART_TYPES), toolCallId: z.string() };

/** A tool call: `input-available` until there is an output, which may arrive after the answer has ended. */
export const toolPartSchema = z.discriminatedUnion("state", [
  z.object({ ...toolPart, state: z.literal("input-available"), input: toolInputSchema }),
  z.object({ ...toolPart, state: z.literal("output-available"), input: toolInputSchema, output: toolResultSchema }),
  z.object({ ...toolPart, state: z.literal("output-error"), input: toolInputSchema, errorText: z.string() }),
]);
export type ToolPart = z.infer<typeof toolPartSchema>;

const viewPartSchema = z.union([
  z.object({ type: z.literal("text"), text: z.string() }),
  z.object({ type: z.literal("reasoning"), text: z.string() }),
  toolPartSchema,
  /** The state of the job behind the tool call of the same id, if the call has no output. */
  z.object({ type: z.literal("data-tool-job"), id: z.string(), data: toolJobSchema }),
]);

/**
 * Content parts, a subset of the AI SDK's UIMessage parts, so that a stored message can be shown without conversion. Extras come last; message
 * views have them under a name of their own, because the API's clients need not know other parts than its first.
 */
export const messagePartSchema = z.union([...viewPartSchema.options, answerExtraSchema]);
export type MessagePart = z.infer<typeof messagePartSchema>;

/** Parts whose content is the model's text. */
export type TextPart = Extract<MessagePart, { readonly text: string }>;

/** One message as clients read it, from Convex and from `GET /api/threads/{id}/messages`. */
export const messageViewSchema = z.object({
  id: z.string(),
  threadId: z.string(),
  role: z.enum(["user", "assistant"]),
  parts: z.array(viewPartSchema),
  status: messageStatusSchema,
  createdAtMs: z.number(),
  /** The turn that wrote an assistant message: stop and resume need its id. */
  turnId: z.string().nullable(),
  parentId: z.string().nullable(),
  model: z.string().nullable(),
  error: publicErrorSchema.nullable(),
  /** Attachments of a user's message. */
  attachments: z.array(attachmentViewSchema).optional(),
  /** Pictures and cited pages of an answer; missing when it has none. */
  extras: z.array(answerExtraSchema).optional(),
});
export type MessageView = z.infer<typeof messageViewSchema>;

export const threadViewSchema = z.object({
  id: z.string(),
  title: z.string(),
  updatedAtMs: z.number(),
  createdAtMs: z.number(),
  pinned: z.boolean(),
  /** The messages are in the archive and are restored when the thread is opened. */
  archived: z.boolean(),
});
export type ThreadView = z.infer<typeof threadViewSchema>;

/** A thread found by a search. `excerpt` is the matching place in a message, null when the title matched. */
export interface ThreadHit extends ThreadView {
  readonly excerpt: string | null;
}
