"use client";

import { usePathname } from "next/navigation";
import { useCallback, useState } from "react";

export interface RouteThread {
  readonly threadId: string;
  /** The address names no thread yet: this one exists in this tab alone. */
  readonly isDraft: boolean;
  open(threadId: string): void;
  startNew(): void;
  /** Gives the draft its address, without a navigation: nothing on the page is torn down. */
  commitDraft(): void;
}

/** The thread the address names, or a new one under an id of its own. */
export function useRouteThread(): RouteThread {
  const pathname = usePathname();
  const [draftId, setDraftId] = useState(() => crypto.randomUUID());
  const named = /^\/t\/([A-Za-z0-9_-]+)$/.exec(pathname)?.[1];
  const open = useCallback((threadId: string) => window.history.pushState(null, "", `/t/${threadId}`), []);
  const startNew = useCallback(() => {
    setDraftId(crypto.randomUUID());
    window.history.pushState(null, "", "/");
  }, []);
  const commitDraft = useCallback(() => window.history.pushState(null, "", `/t/${draftId}`), [draftId]);
  return { threadId: named ?? draftId, isDraft: named === undefined, open, startNew, commitDraft };
}
