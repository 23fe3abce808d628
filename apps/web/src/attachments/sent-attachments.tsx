"use client";

import { isPicture, type AttachmentView } from "@sendcat/shared-types";
import { FileText } from "lucide-react";

/** The pictures and documents of a sent message. A deleted one shows as no longer available. */
export function SentAttachments({ attachments }: { attachments: readonly AttachmentView[] }) {
  return (
    <ul aria-label="Attachments" className="mb-1.5 flex flex-wrap justify-end gap-1.5">
      {attachments.map(({ id, name, url, mediaType }) => (
        <li key={id} data-testid="sent-attachment">
          {url === null ? (
            <span className="text-ink-soft text-xs">{name} is no longer available</span>
          ) : (
            <a href={url} target="_blank" rel="noreferrer" aria-label={`Open ${name}`}>
              {isPicture({ mediaType }) ? (
                // oxlint-disable-next-line nextjs/no-img-element -- file storage serves it unchanged
                <img src={url} alt={name} className="border-line max-h-56 max-w-60 rounded-2xl border object-cover" />
              ) : (
                <span className="border-line bg-surface flex max-w-60 items-center gap-2 rounded-2xl border px-3.5 py-2.5 text-sm">
                  <FileText aria-hidden className="text-accent size-5 shrink-0" />
                  <span className="truncate">{name}</span>
                </span>
              )}
            </a>
          )}
        </li>
      ))}
    </ul>
  );
}
