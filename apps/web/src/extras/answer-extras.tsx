"use client";

import { isExtra, type MessagePart, type PicturePart, type SourcePart } from "@sendcat/shared-types";
import { AnswerPicture } from "./answer-picture.tsx";
import { SourceList } from "./source-list.tsx";

/** What an answer has besides its text: its pictures, and the pages that it cites. */
export function AnswerExtras({ parts }: { parts: readonly MessagePart[] }) {
  const extras = parts.filter(isExtra);
  const pictures = extras.filter((extra): extra is PicturePart => extra.type === "file");
  const sources = extras.filter((extra): extra is SourcePart => extra.type === "source-url");
  return (
    <>
      {pictures.length > 0 && (
        <ul aria-label="Pictures" className="mt-3 flex flex-wrap gap-2">
          {pictures.map((picture, index) => (
            <li key={picture.url} data-testid="answer-picture">
              <AnswerPicture picture={picture} name={`Picture ${index + 1} of the answer`} />
            </li>
          ))}
        </ul>
      )}
      {sources.length > 0 && <SourceList sources={sources} />}
    </>
  );
}
