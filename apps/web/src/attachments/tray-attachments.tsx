"use client";

import { FileText, LoaderCircle, X } from "lucide-react";
import type { AttachmentTray } from "./use-attachment-tray.ts";

/** The attachments of the next message, above the text field. */
export function TrayAttachments({ tray }: { tray: AttachmentTray }) {
  return (
    <>
      {tray.items.length > 0 && (
        <ul aria-label="Attachments of your message" className="flex flex-wrap gap-2 px-3 pt-3">
          {tray.items.map(({ key, name, previewUrl, sent }) => (
            <li key={key} className="relative" data-testid="tray-attachment" data-ready={sent !== null}>
              {previewUrl === null ? (
                <span
                  className={`border-line flex h-16 max-w-60 items-center gap-2 rounded-xl border px-3 text-sm ${sent ? "" : "opacity-50"}`}
                >
                  <FileText aria-hidden className="text-accent size-5 shrink-0" />
                  <span className="truncate">{name}</span>
                </span>
              ) : (
                <img
                  src={previewUrl}
                  alt={name}
                  className={`border-line size-16 rounded-xl border object-cover ${sent ? "" : "opacity-50"}`}
                />
              )}
              {!sent && (
                <span role="status" className="absolute inset-0 grid place-items-center">
                  <LoaderCircle aria-hidden className="size-5 animate-spin" />
                  <span className="sr-only">Sending {name}</span>
                </span>
              )}
              <button
                type="button"
                aria-label={`Remove ${name}`}
                onClick={() => tray.remove(key)}
                className="bg-ink text-ground absolute -top-1.5 -right-1.5 grid size-6 place-items-center rounded-full"
              >
                <X aria-hidden className="size-3.5" />
              </button>
            </li>
          ))}
        </ul>
      )}
      {tray.problem && (
        <p role="alert" className="text-danger px-4 pt-2.5 text-sm">
          {tray.problem}
        </p>
      )}
    </>
  );
}
