import type { AttachmentStore } from "@sendcat/shared-types";

/** Keeps nothing: an id, and what was said of the picture. */
export function memoryAttachments(): AttachmentStore {
  return {
    async put({ name, mediaType, content }) {
      const id = crypto.randomUUID();
      const attachment = { id, name, mediaType, bytes: content.byteLength, url: `https://files.test/${id}` };
      return { ok: true, attachment };
    },
  };
}
