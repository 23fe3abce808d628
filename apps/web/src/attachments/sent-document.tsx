"use client";

import { FileText } from "lucide-react";
import { useState } from "react";
import { fetchStoredFile } from "../stored-file/fetch-stored-file.ts";
import type { StoredAttachment } from "./stored-attachment.ts";

/** A document of a message; a click shows it in a tab of its own. */
export function SentDocument({ name, url, mediaType }: StoredAttachment) {
  const [isMissing, setMissing] = useState(false);
  const open = async (): Promise<void> => {
    // At once: a tab that is opened when the file is there would be a pop-up to the browser.
    const tab = window.open("");
    try {
      const file = URL.createObjectURL(await fetchStoredFile(url, mediaType));
      setMissing(false);
      if (tab) tab.location.href = file;
    } catch {
      tab?.close();
      setMissing(true);
    }
  };
  return (
    <button
      type="button"
      aria-label={`Open ${name}`}
      className="border-line bg-surface flex max-w-60 items-center gap-2 rounded-2xl border px-3.5 py-2.5 text-sm"
      onClick={() => void open()}
    >
      <FileText aria-hidden className="text-accent size-5 shrink-0" />
      <span className="truncate">{isMissing ? `${name} could not be loaded` : name}</span>
    </button>
  );
}
