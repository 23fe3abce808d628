"use client";

import { lazy, Suspense, useEffect } from "react";

const load = () => import("./markdown.tsx");
const Markdown = lazy(async () => ({ default: (await load()).Markdown }));

/** Fetches the markdown renderer ahead of the first answer: it is a third of the page's code, and the page opens without it. */
export function usePreloadedMarkdown(): void {
  useEffect(() => {
    load().catch(() => undefined);
  }, []);
}

/** `Markdown`, or its plain text for the moment in which the renderer is still on its way. */
export function LazyMarkdown({ text, isStreaming }: { text: string; isStreaming: boolean }) {
  return (
    <Suspense fallback={<div className="answer whitespace-pre-wrap">{text}</div>}>
      <Markdown text={text} isStreaming={isStreaming} />
    </Suspense>
  );
}
