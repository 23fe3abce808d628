"use client";

import { useSyncExternalStore } from "react";
import { isCostly } from "./is-costly.ts";
import { MARKDOWN } from "./markdown-module.ts";
import { PlainText, ShownAsText } from "./shown-as-text.tsx";

/** An answer's text: formatted, or plain while the renderer is loading, when it fails, or when it would take too long. */
export function AnswerText({ text, isStreaming }: { text: string; isStreaming: boolean }) {
  const { module } = useSyncExternalStore(MARKDOWN.subscribe, MARKDOWN.state, MARKDOWN.state);
  if (module === null || isCostly(text)) return <PlainText text={text} />;
  return (
    <ShownAsText text={text}>
      <module.Markdown text={text} isStreaming={isStreaming} />
    </ShownAsText>
  );
}
