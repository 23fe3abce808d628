"use client";

import { endingSentence } from "@sendcat/shared-types";
import { useEffect, useState } from "react";
import type { ShownMessage } from "../conversation/shown-message.ts";

/** A screen reader announces once that an answer is coming and once its text: reading every word as it arrives is noise. */
const MAX_SPOKEN_CHARS = 3_000;
/** The renderer shows the last words a moment after they arrive. */
const SHOWN_AFTER_MS = 300;

export function Announcer({ last }: { last: ShownMessage | undefined }) {
  const [spoken, setSpoken] = useState("");
  const status = last?.role === "assistant" ? last.status : null;
  useEffect(() => {
    if (status === null) return;
    if (status === "streaming") return setSpoken("Sendcat is answering.");
    // The notice of a failed answer is an alert, which announces itself.
    const note = status === "unsent" || status === "failed" ? "" : endingSentence(status);
    const timer = setTimeout(
      () => setSpoken((before) => (before === "" ? "" : `Sendcat answered. ${shownAnswer()} ${note}`.trim())),
      SHOWN_AFTER_MS,
    );
    return () => clearTimeout(timer);
    // Announces only when the status changes, not at every delta, so the text is not a dependency.
  }, [status, last?.id]);
  return (
    <div role="status" aria-live="polite" className="sr-only">
      {spoken}
    </div>
  );
}

/** The last answer as the page shows it. We do not strip markdown here: in `US$20*1.2` the star is part of the price. */
function shownAnswer(): string {
  const message = [...document.querySelectorAll("[data-testid=assistant-message]")].at(-1);
  const texts = [...(message?.querySelectorAll<HTMLElement>(".answer") ?? [])].map(({ innerText }) => innerText);
  return texts.join(" ").slice(0, MAX_SPOKEN_CHARS);
}
