"use client";

import { useCallback, useState } from "react";
import { pushAddress, useAddress } from "./use-address.ts";

export interface RouteThread {
  readonly threadId: string;
  /** The address names no thread yet: this one exists in this tab alone. */
  readonly isDraft: boolean;
  open(threadId: string): void;
  startNew(): void;
  /** Gives the draft its address. */
  commitDraft(): void;
}

/** The thread in the address, or a new one with an id of its own. */
export function useRouteThread(): RouteThread {
  const address = useAddress();
  const [draftId, setDraftId] = useState(() => crypto.randomUUID());
  const named = /^\/t\/([A-Za-z0-9_-]+)$/.exec(address)?.[1];
  // A draft that has its address is no draft any more: whatever leads back to `/` finds another.
  if (named === draftId) setDraftId(crypto.randomUUID());
  const open = useCallback((threadId: string) => pushAddress(`/t/${threadId}`), []);
  const startNew = useCallback(() => {
    setDraftId(crypto.randomUUID());
    pushAddress("/");
  }, []);
  const commitDraft = useCallback(() => pushAddress(`/t/${draftId}`), [draftId]);
  return { threadId: named ?? draftId, isDraft: named === undefined, open, startNew, commitDraft };
}
