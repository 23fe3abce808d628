import {
  type AttachmentStore,
  cutText,
  isPicture,
  MAX_ATTACHMENT_NAME_CHARS,
  type Refusal,
} from "@sendcat/shared-types";

export interface MemoryAttachments {
  readonly store: AttachmentStore;
  /** Contents by address. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

const MAX_BYTES = 4_000_000;
const MAX_UNSENT = 12;

const refuse = (refusal: Refusal) => ({ ok: false, refusal }) as const;

/** Keeps files forever; none is ever sent. A document counts as having text if it looks like one of `samplePdf`. */
export function memoryAttachments(): MemoryAttachments {
  const files = new Map<string, Uint8Array>();
  const unsent = new Map<string, number>();
  return {
    files,
    store: {
      async put({ ownerId, name, mediaType, content, turnId }) {
        const waiting = unsent.get(ownerId) ?? 0;
        if (waiting >= MAX_UNSENT) return refuse({ code: "rate_limited", scope: "user.unsent", limit: MAX_UNSENT });
        if (content.byteLength > MAX_BYTES) return refuse({ code: "payload_too_large", scope: "attachment" });
        const hasText = isPicture({ mediaType }) || /\(.+\) Tj/.test(new TextDecoder("latin1").decode(content));
        if (!hasText) return refuse({ code: "unsupported_media_type", scope: "attachment.text" });
        const id = crypto.randomUUID();
        const url = `https://files.test/${id}`;
        files.set(url, content);
        if (turnId === undefined) unsent.set(ownerId, waiting + 1);
        const bytes = content.byteLength;
        return { ok: true, attachment: { id, name: cutText(name, MAX_ATTACHMENT_NAME_CHARS), mediaType, bytes, url } };
      },
    },
  };
}
