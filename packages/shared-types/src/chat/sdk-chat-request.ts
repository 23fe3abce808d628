import { z } from "zod";
import { attachmentIdsSchema, chatOptions, chatRequestSchema, questionSchema } from "./chat-request.ts";
import { clientIdSchema } from "./ids.ts";

/** A message as the AI SDK shows it. Of all but the last one only the shape is checked: the store has the conversation. */
const sdkMessageSchema = z.looseObject({
  id: z.string(),
  role: z.enum(["system", "user", "assistant"]),
  parts: z.array(z.looseObject({ type: z.string() })),
});

/**
 * Body of `POST /api/chat` as the AI SDK's `DefaultChatTransport` writes it. The chat's id is the thread's. The last message is the question; the
 * others are not read. `model`, `pictures` and `attachments` come from the SDK's `body` option.
 */
export const sdkChatRequestSchema = z
  .strictObject({
    ...chatOptions,
    id: clientIdSchema,
    trigger: z.enum(["submit-message", "regenerate-message"]),
    /** The message to regenerate, left out for the last answer; or the question that is sent again, which cannot be edited. */
    messageId: z.string().min(1).max(80).optional(),
    messages: z.array(sdkMessageSchema).min(1),
    attachments: attachmentIdsSchema,
  })
  .transform(({ id: chatId, messages, attachments, ...rest }, context) => {
    const last = messages.at(-1);
    if (last?.role !== "user") {
      context.addIssue({ code: "custom", path: ["messages"], message: "must end with the user's question" });
      return z.NEVER;
    }
    const at = ["messages", messages.length - 1];
    const file = last.parts.findIndex(({ type }) => type === "file");
    if (file >= 0) {
      const message = "a file goes to POST /api/attachments, and its id into `attachments`";
      context.addIssue({ code: "custom", path: [...at, "parts", file], message });
      return z.NEVER;
    }
    // The SDK adds members to text parts, such as their state.
    const parts = last.parts.map((part) => (part.type === "text" ? { type: part.type, text: part["text"] } : part));
    const question = questionSchema.safeParse({ id: last.id, attachments, parts });
    if (question.success) return { ...rest, chatId, question: question.data };
    for (const { path, message } of question.error.issues)
      context.addIssue({ code: "custom", path: [...at, ...path], message });
    return z.NEVER;
  });
export type SdkChatRequest = z.output<typeof sdkChatRequestSchema>;

/** Body of `POST /api/chat`: from our own client, or from the AI SDK's. */
export const chatBodySchema = z.union([chatRequestSchema, sdkChatRequestSchema]);
