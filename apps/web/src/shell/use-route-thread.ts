"use client";

import { usePathname } from "next/navigation";
import { useCallback, useEffect, useRef, useState } from "react";

export interface RouteThread {
  readonly threadId: string;
  /** The address names no thread yet: this one exists only in this tab. */
  readonly isDraft: boolean;
  open(threadId: string): void;
  startNew(): void;
  /** Gives the draft its address without a navigation, so that nothing on the page unmounts. */
  commitDraft(): void;
}

/** The thread that the address names, or a new draft with its own id. */
export function useRouteThread(): RouteThread {
  const pathname = usePathname();
  const [draftId, setDraftId] = useState(() => crypto.randomUUID());
  const committed = useRef<string | null>(null);
  const named = /^\/t\/([A-Za-z0-9_-]+)$/.exec(pathname)?.[1];
  // A draft that has its address is no longer a draft: going back to `/` starts another.
  if (named === draftId) setDraftId(crypto.randomUUID());
  useEffect(() => {
    // A user who goes back at once is at `/` again before this component has rendered the new address.
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
