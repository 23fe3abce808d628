import type { AttachmentView, MessagePart, MessageStatus, PublicError } from "@sendcat/shared-types";

/** One message as the page shows it. `unsent`: the service refused it; it exists only in this tab. */
export interface ShownMessage {
  readonly id: string;
  readonly role: "user" | "assistant";
  readonly parts: readonly MessagePart[];
  readonly status: MessageStatus | "unsent";
  readonly turnId: string | null;
  readonly error: PublicError | null;
  readonly createdAtMs: number;
  readonly attachments?: readonly AttachmentView[];
}
