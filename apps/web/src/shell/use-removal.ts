"use client";

import type { ThreadView } from "@sendcat/shared-types";
import { useMutation } from "convex/react";
import { useCallback, useEffect, useState } from "react";
import { removeThread, restoreThread } from "../core/queries.ts";

/** Shorter than the core keeps a deleted thread, so that an undo on the screen always works. */
const SHOWN_MS = 15_000;

export interface Removal {
  /** The thread that was deleted last and can still be restored; null when there is none. */
  readonly removed: ThreadView | null;
  remove(thread: ThreadView): void;
  undo(): void;
}

/** Deletes a thread at once, and lets the user undo it for a while. */
export function useRemoval(onRemoved: (threadId: string) => void): Removal {
  const [removed, setRemoved] = useState<ThreadView | null>(null);
  const removeNow = useMutation(removeThread);
  const restore = useMutation(restoreThread);
  useEffect(() => {
    if (!removed) return undefined;
    const timer = setTimeout(() => setRemoved(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [removed]);
  const remove = useCallback(
    (thread: ThreadView) =>
      void removeNow({ threadId: thread.id }).then(() => {
        setRemoved(thread);
        onRemoved(thread.id);
      }),
    [removeNow, onRemoved],
  );
  const undo = useCallback(() => {
    if (removed) void restore({ threadId: removed.id });
    setRemoved(null);
  }, [removed, restore]);
  return { removed, remove, undo };
}
