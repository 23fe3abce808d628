import { attachmentViewSchema, isPicture, SendcatError, type AttachmentStore } from "@sendcat/shared-types";
import { callConvex, expectReply, type ConvexEndpoint } from "./call-convex.ts";
import { ACTIONS, MUTATIONS } from "./functions.ts";

export interface AttachmentStoreOptions extends ConvexEndpoint {
  /** A fresh token of `service:gateway`. */
  readonly serviceToken: () => Promise<string>;
  /** Per call, milliseconds. Default 5 s. */
  readonly timeoutMs?: number;
  /** For the upload, milliseconds. Default 20 s. */
  readonly uploadTimeoutMs?: number;
  /** For reading a document, milliseconds. Default 30 s. */
  readonly readTimeoutMs?: number;
}

/** Convex as the AttachmentStore: its file storage holds the content. Throws what the TurnStore throws. */
export function createAttachmentStore(options: AttachmentStoreOptions): AttachmentStore {
  const { serviceToken: token, timeoutMs = 5_000, uploadTimeoutMs = 20_000, readTimeoutMs = 30_000 } = options;
  const call = { token, timeoutMs, attempts: 1 };
  const send = options.fetch ?? globalThis.fetch;

  async function upload(url: string, mediaType: string, content: Uint8Array<ArrayBuffer>): Promise<string> {
    const response = await send(url, {
      method: "POST",
      headers: { "content-type": mediaType },
      body: content,
      signal: AbortSignal.timeout(uploadTimeoutMs),
    }).catch((cause: unknown) => {
      throw away(String(cause));
    });
    if (!response.ok) throw away(`the upload answered ${response.status}`);
    // safe because the next call refuses an invalid id
    const { storageId } = (await response.json()) as { readonly storageId: string };
    return storageId;
  }

  return {
    async put({ ownerId, name, mediaType, content, turnId }) {
      const begun = await callConvex(options, call, (convex) =>
        convex.mutation(MUTATIONS.attachments.begin, { ownerId }, { skipQueue: true }),
      );
      if (!begun.ok) return begun;
      const storageId = await upload(begun.uploadUrl, mediaType, content);
      const args = { ownerId, storageId, name };
      const reply = isPicture({ mediaType })
        ? await callConvex(options, call, (convex) =>
            convex.mutation(
              MUTATIONS.attachments.commit,
              { ...args, mediaType, ...(turnId === undefined ? {} : { turnId }) },
              { skipQueue: true },
            ),
          )
        : await callConvex(options, { ...call, timeoutMs: readTimeoutMs }, (convex) =>
            convex.action(ACTIONS.documents.commit, args),
          );
      return expectReply(reply, (result) => !result.ok || attachmentViewSchema.safeParse(result.attachment).success);
    },
  };
}

function away(message: string): SendcatError {
  return new SendcatError({ code: "capacity_saturated", scope: "convex", message, retryAfterMs: 2_000 });
}
