import { z } from "zod";
import { honeypotSchema } from "../identity/session.ts";
import { MAX_ATTACHMENTS } from "./attachment.ts";
import { clientIdSchema } from "./ids.ts";

/** Longest text of one user message, UTF-16 units. */
export const MAX_PROMPT_CHARS = 16_000;

/** The members of a chat request that do not depend on who writes its body. */
export const chatOptions = {
  /** A model class of the policy, e.g. `fast`. */
  model: z.string().max(64).optional(),
  /** How many of the conversation's newest pictures the model sees, including this message's. Each one costs. */
  pictures: z.number().int().min(0).max(MAX_ATTACHMENTS).default(0),
  website: honeypotSchema,
};

/** Ids from `POST /api/attachments`. */
export const attachmentIdsSchema = z.array(clientIdSchema).max(MAX_ATTACHMENTS).default([]);

const common = {
  ...chatOptions,
  /** Idempotency key: the same turn id is the same turn and is charged once. */
  turnId: clientIdSchema,
  threadId: clientIdSchema,
};

/** The question of a chat request. */
export const questionSchema = z.strictObject({
  id: clientIdSchema,
  attachments: attachmentIdsSchema,
  parts: z
    .array(z.strictObject({ type: z.literal("text"), text: z.string().max(MAX_PROMPT_CHARS) }))
    .min(1)
    .max(8)
    .refine((parts) => parts.some((part) => part.text.trim() !== ""), "must contain text")
    .refine(
      (parts) => parts.reduce((n, part) => n + part.text.length, 0) <= MAX_PROMPT_CHARS,
      `must be at most ${MAX_PROMPT_CHARS} characters`,
    ),
});

/** Body of `POST /api/chat`, as our own client writes it. */
export const chatRequestSchema = z.discriminatedUnion("trigger", [
  z.strictObject({
    ...common,
    trigger: z.literal("submit-message"),
    message: questionSchema,
  }),
  z.strictObject({
    ...common,
    trigger: z.literal("regenerate-message"),
    /** The assistant message to regenerate: the last one of the thread. */
    messageId: z.string().min(1).max(80),
  }),
  z.strictObject({
    ...common,
    trigger: z.literal("continue-message"),
    /** The assistant message whose rest is asked for: the last one of the thread. The rest is a message of its own, which follows it. */
    messageId: z.string().min(1).max(80),
  }),
]);
export type ChatRequest = z.infer<typeof chatRequestSchema>;
/** The same before parsing, as clients write it. */
export type ChatRequestBody = z.input<typeof chatRequestSchema>;
