import { z } from "zod";
import { attachmentViewSchema } from "./attachment.ts";
import { MESSAGE_STATUSES } from "./message-status.ts";
import { publicErrorSchema } from "../errors/error-body.ts";
import { toolJobSchema } from "../tools/tool-job.ts";
import { TOOL_PART_TYPES } from "../tools/tool-table.ts";
import { toolResultSchema } from "../tools/tool-result.ts";

const toolInputSchema = z.record(z.string(), z.union([z.string(), z.number()]));
const toolPart = { type: z.enum(TOOL_PART_TYPES), toolCallId: z.string() };

/** A tool call; `input-available` until there is an output, which may come after the answer has ended. */
export const toolPartSchema = z.discriminatedUnion("state", [
  z.object({ ...toolPart, state: z.literal("input-available"), input: toolInputSchema }),
  z.object({ ...toolPart, state: z.literal("output-available"), input: toolInputSchema, output: toolResultSchema }),
  z.object({ ...toolPart, state: z.literal("output-error"), input: toolInputSchema, errorText: z.string() }),
]);
export type ToolPart = z.infer<typeof toolPartSchema>;

/** Content parts, a subset of the AI SDK's UIMessage parts, so that a stored message needs no conversion to be shown. */
export const messagePartSchema = z.union([
  z.object({ type: z.literal("text"), text: z.string() }),
  z.object({ type: z.literal("reasoning"), text: z.string() }),
  toolPartSchema,
  /** What became of the job behind the tool call of the same id, where there is no output of it. */
  z.object({ type: z.literal("data-tool-job"), id: z.string(), data: toolJobSchema }),
]);
export type MessagePart = z.infer<typeof messagePartSchema>;

/** Parts that are text of the model. */
export type TextPart = Extract<MessagePart, { readonly text: string }>;

/** One message as clients read it, from Convex and from `GET /api/threads/{id}/messages`. */
export const messageViewSchema = z.object({
  id: z.string(),
  threadId: z.string(),
  role: z.enum(["user", "assistant"]),
  parts: z.array(messagePartSchema),
  status: z.enum(MESSAGE_STATUSES),
  createdAtMs: z.number(),
  /** The turn that wrote an assistant message: what stop and resume are called with. */
  turnId: z.string().nullable(),
  parentId: z.string().nullable(),
  model: z.string().nullable(),
  error: publicErrorSchema.nullable(),
  /** Pictures of a user's message. */
  attachments: z.array(attachmentViewSchema).optional(),
});
export type MessageView = z.infer<typeof messageViewSchema>;

export const threadViewSchema = z.object({
  id: z.string(),
  title: z.string(),
  updatedAtMs: z.number(),
  createdAtMs: z.number(),
  pinned: z.boolean(),
  /** Its messages are in the archive, and come back when it is opened. */
  archived: z.boolean(),
});
export type ThreadView = z.infer<typeof threadViewSchema>;

/** A thread that a search has found; `excerpt` is the place in a message, null when its title was enough. */
export interface ThreadHit extends ThreadView {
  readonly excerpt: string | null;
}
