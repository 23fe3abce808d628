"use client";

import { useRef, useState } from "react";

const MAX_TITLE_CHARS = 80;

/** Edits a title in place. Enter saves it; Escape or an empty field keeps the old one. */
export function RenameField({ title, onDone }: { title: string; onDone: (title: string | null) => void }) {
  const [text, setText] = useState(title);
  const isDone = useRef(false);
  const finish = (result: string | null): void => {
    if (isDone.current) return;
    isDone.current = true;
    onDone(result === "" ? null : result);
  };
  return (
    <input
      // The user just chose to rename.
      autoFocus
      aria-label="Conversation title"
      value={text}
      maxLength={MAX_TITLE_CHARS}
      autoComplete="off"
      onChange={(event) => setText(event.target.value)}
      onFocus={(event) => event.target.select()}
      onBlur={() => finish(text.trim())}
      onKeyDown={(event) => {
        if (event.key === "Enter") finish(text.trim());
        if (event.key === "Escape") finish(null);
      }}
      className="bg-surface border-accent h-10 w-full rounded-xl border px-3 text-sm"
    />
  );
}
