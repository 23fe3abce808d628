"use client";

import { usePathname } from "next/navigation";
import { useCallback, useEffect, useRef, useState } from "react";

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
  const committed = useRef<string | null>(null);
  const named = /^\/t\/([A-Za-z0-9_-]+)$/.exec(pathname)?.[1];
  // A draft that has its address is no draft any more: whatever leads back to `/` finds another.
  if (named === draftId) setDraftId(crypto.randomUUID());
  useEffect(() => {
    // Who goes back at once is at `/` again before the address was seen here.
    const renew = (): void => setDraftId((id) => (id === committed.current ? crypto.randomUUID() : id));
    window.addEventListener("popstate", renew);
    return () => window.removeEventListener("popstate", renew);
  }, []);
  const open = useCallback((threadId: string) => window.history.pushState(null, "", `/t/${threadId}`), []);
  const startNew = useCallback(() => {
    setDraftId(crypto.randomUUID());
    window.history.pushState(null, "", "/");
  }, []);
  const commitDraft = useCallback(() => {
    committed.current = draftId;
    window.history.pushState(null, "", `/t/${draftId}`);
  }, [draftId]);
  return { threadId: named ?? draftId, isDraft: named === undefined, open, startNew, commitDraft };
}
