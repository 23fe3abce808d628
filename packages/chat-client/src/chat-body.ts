import type { ChatRequestBody } from "@sendcat/shared-types";
import type { UIMessage } from "ai";

/** Builds the body of `POST /api/chat` from the AI SDK's transport arguments. Throws when there is no user message to send. */
export function chatBody(options: {
  readonly turnId: string;
  readonly threadId: string;
  readonly model: string | undefined;
  readonly website: string | undefined;
  readonly trigger: "submit-message" | "regenerate-message";
  readonly messageId: string | undefined;
  readonly messages: readonly UIMessage[];
  /** Ids of the message's pictures. */
  readonly attachments: readonly string[];
  /** Id of the answer whose rest is asked for; then nothing else is sent. */
  readonly continues?: string | undefined;
  /** How many of the conversation's newest pictures the model sees. */
  readonly pictures: number;
}): ChatRequestBody {
  const { turnId, threadId, model, website, messageId, messages, attachments, pictures } = options;
  const common = {
    turnId,
    threadId,
    ...(model ? { model } : {}),
    ...(website ? { website } : {}),
    ...(pictures > 0 ? { pictures } : {}),
  };
  if (options.continues !== undefined) return { ...common, trigger: "continue-message", messageId: options.continues };
  if (options.trigger === "regenerate-message") {
    if (!messageId) throw new Error("To regenerate an answer, pass the id of the assistant message.");
    return { ...common, trigger: "regenerate-message", messageId };
  }
  const message = messages.findLast((one) => one.role === "user" && (!messageId || one.id === messageId));
  if (!message) throw new Error("There is no user message to send.");
  const parts = message.parts.flatMap((part) =>
    part.type === "text" ? [{ type: "text" as const, text: part.text }] : [],
  );
  return {
    ...common,
    trigger: "submit-message",
    message: { id: message.id, parts, ...(attachments.length > 0 ? { attachments: [...attachments] } : {}) },
  };
}
