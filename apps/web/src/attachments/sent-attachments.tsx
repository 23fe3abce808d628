"use client";

import { isPicture, type AttachmentView } from "@sendcat/shared-types";
import { SentDocument } from "./sent-document.tsx";
import { SentPicture } from "./sent-picture.tsx";

/** The pictures and documents of a sent message. A deleted one shows as no longer available. */
export function SentAttachments({ attachments }: { attachments: readonly AttachmentView[] }) {
  return (
    <ul aria-label="Attachments" className="mb-1.5 flex flex-wrap justify-end gap-1.5">
      {attachments.map(({ id, name, url, mediaType }) => {
        const Sent = isPicture({ mediaType }) ? SentPicture : SentDocument;
        return (
          <li key={id} data-testid="sent-attachment">
            {url === null ? (
              <span className="text-ink-soft text-xs">{name} is no longer available</span>
            ) : (
              <Sent name={name} url={url} mediaType={mediaType} />
            )}
          </li>
        );
      })}
    </ul>
  );
}
