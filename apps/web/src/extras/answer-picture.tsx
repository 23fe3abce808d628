"use client";

import { LINKED_PICTURE, type PicturePart } from "@sendcat/shared-types";
import { useState } from "react";
import { OpenablePicture } from "../attachments/openable-picture.tsx";
import { SentPicture } from "../attachments/sent-picture.tsx";

/** A picture in an answer: from our file storage, or from elsewhere through our own origin. */
export function AnswerPicture({ picture, name }: { picture: PicturePart; name: string }) {
  const [isBroken, setBroken] = useState(false);
  const { url, mediaType } = picture;
  if (mediaType !== LINKED_PICTURE) return <SentPicture name={name} url={url} mediaType={mediaType} />;
  if (isBroken) return <span className="text-ink-soft text-xs">{name} could not be loaded</span>;
  const src = `/image?u=${encodeURIComponent(url)}`;
  return <OpenablePicture name={name} src={src} onError={() => setBroken(true)} />;
}
