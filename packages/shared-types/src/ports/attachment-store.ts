import type { AttachmentType } from "../chat/attachment-type.ts";
import type { AttachmentView } from "../chat/attachment.ts";
import type { Refusal } from "../errors/refusal.ts";

/** Pictures and documents on their way into a message. Throws a SendcatError when the core cannot be asked. */
export interface AttachmentStore {
  /** Keeps a file for its owner's next message; one that is never sent goes after a day. Refuses a document without text that can be read. */
  put(file: {
    readonly ownerId: string;
    readonly name: string;
    readonly mediaType: AttachmentType;
    readonly content: Uint8Array<ArrayBuffer>;
  }): Promise<
    { readonly ok: true; readonly attachment: AttachmentView } | { readonly ok: false; readonly refusal: Refusal }
  >;
}
