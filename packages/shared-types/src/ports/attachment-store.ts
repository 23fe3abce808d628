import type { AttachmentType } from "../chat/attachment-type.ts";
import type { AttachmentView } from "../chat/attachment.ts";
import type { Refusal } from "../errors/refusal.ts";

/** Uploaded pictures and documents of messages to come, and pictures of answers. Throws a SendcatError when the core does not answer. */
export interface AttachmentStore {
  /** Stores a file for its owner's next message; deleted after a day if it is never sent. Refuses a document without readable text. With
   * `turnId`, a picture of that turn's answer: deleted with its message. */
  put(file: {
    readonly ownerId: string;
    readonly name: string;
    readonly mediaType: AttachmentType;
    readonly content: Uint8Array<ArrayBuffer>;
    readonly turnId?: string;
  }): Promise<
    { readonly ok: true; readonly attachment: AttachmentView } | { readonly ok: false; readonly refusal: Refusal }
  >;
}
