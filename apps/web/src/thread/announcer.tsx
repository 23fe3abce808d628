"use client";

import { useEffect, useState } from "react";
import type { ShownMessage } from "../conversation/shown-message.ts";

/** A screen reader is told once that an answer comes and once what it says: reading every word as it falls is noise. */
const MAX_SPOKEN_CHARS = 3_000;

export function Announcer({ last }: { last: ShownMessage | undefined }) {
  const [spoken, setSpoken] = useState("");
  const status = last?.role === "assistant" ? last.status : null;
  useEffect(() => {
    if (status === "streaming") setSpoken("Sendcat is answering.");
    else if (status) {
      setSpoken((before) => (before === "" ? "" : plainText(last)));
    }
    // Only the change of status speaks, not every delta: the text itself is no dependency.
  }, [status, last?.id]);
  return (
    <div role="status" aria-live="polite" className="sr-only">
      {spoken}
    </div>
  );
}

function plainText(message: ShownMessage | undefined): string {
  const text = message?.parts.flatMap((part) => (part.type === "text" ? [part.text] : [])).join(" ") ?? "";
  return `Sendcat answered. ${text.replaceAll(/[*_#`|]/g, "").slice(0, MAX_SPOKEN_CHARS)}`;
}
