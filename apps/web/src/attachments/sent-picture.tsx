"use client";

import { useEffect, useState } from "react";
import { fetchStoredFile } from "../stored-file/fetch-stored-file.ts";
import { OpenablePicture } from "./openable-picture.tsx";
import type { StoredAttachment } from "./stored-attachment.ts";

/** A picture of a message; a click shows it alone. */
export function SentPicture({ name, url, mediaType }: StoredAttachment) {
  const [shown, setShown] = useState<string | null>(null);
  const [isMissing, setMissing] = useState(false);
  useEffect(() => {
    let here: string | null = null;
    let isOver = false;
    fetchStoredFile(url, mediaType)
      .then((picture) => {
        if (isOver) return;
        here = URL.createObjectURL(picture);
        setShown(here);
      })
      .catch(() => setMissing(true));
    return () => {
      isOver = true;
      if (here !== null) URL.revokeObjectURL(here);
    };
  }, [url, mediaType]);
  if (shown === null) {
    return <span className="text-ink-soft text-xs">{isMissing ? `${name} could not be loaded` : name}</span>;
  }
  return <OpenablePicture src={shown} name={name} />;
}
