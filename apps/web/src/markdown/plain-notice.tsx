"use client";

import { RotateCcw, WifiOff } from "lucide-react";
import { useState } from "react";
import { useLateModule } from "../shell/use-late-module.ts";
import { MARKDOWN } from "./markdown-module.ts";

/** Loads the renderer, and says so when that fails. After a new release the old file is gone: then reloading the page helps. */
export function PlainNotice() {
  const { module, failures, isLoading } = useLateModule(MARKDOWN);
  const [wasAsked, setAsked] = useState(false);
  if (module !== null || failures === 0) return null;
  const canReload = wasAsked && !isLoading;
  const again = (): void => {
    if (canReload) return window.location.reload();
    void MARKDOWN.load().then(() => setAsked(true));
  };
  return (
    <div
      role="status"
      data-testid="plain-notice"
      className="text-ink-soft mb-2 flex flex-wrap items-center justify-center gap-2 text-sm"
    >
      <WifiOff aria-hidden className="size-4" />
      <span>Part of this page did not load. Answers are shown as plain text.</span>
      <button type="button" className="btn btn-quiet h-8" disabled={isLoading} onClick={again}>
        <RotateCcw aria-hidden className="size-3.5" /> {canReload ? "Reload the page" : "Try again"}
      </button>
    </div>
  );
}
