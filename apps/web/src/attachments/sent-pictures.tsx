"use client";

import type { AttachmentView } from "@sendcat/shared-types";

/** The pictures of a message that was sent. One that is gone is said to be. */
export function SentPictures({ pictures }: { pictures: readonly AttachmentView[] }) {
  return (
    <ul aria-label="Pictures" className="mb-1.5 flex flex-wrap justify-end gap-1.5">
      {pictures.map(({ id, name, url }) => (
        <li key={id} data-testid="sent-picture">
          {url === null ? (
            <span className="text-ink-soft text-xs">{name} is gone</span>
          ) : (
            <a href={url} target="_blank" rel="noreferrer" aria-label={`Open ${name}`}>
              {/* oxlint-disable-next-line nextjs/no-img-element -- it comes from file storage as it is */}
              <img src={url} alt={name} className="border-line max-h-56 max-w-60 rounded-2xl border object-cover" />
            </a>
          )}
        </li>
      ))}
    </ul>
  );
}
