"use client";

import { ChatRefusal, type SessionUser } from "@sendcat/chat-client";
import type { PublicError } from "@sendcat/shared-types";
import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import { useChatServices } from "./chat-services.ts";

export interface SessionState {
  readonly user: SessionUser | null;
  /** `attempt`: number of earlier tries. */
  readonly failure: { readonly error: PublicError; readonly atMs: number; readonly attempt: number } | null;
  /** This device is doing its proof of work. */
  readonly isProving: boolean;
  retry(): void;
}

const RETRY_MS = 3_000;

/** The current user, requested as soon as the page runs. Retries a network failure automatically; returns a refusal. */
export function useSessionState(): SessionState {
  const { session } = useChatServices();
  const user = useSyncExternalStore(session.onChange, session.user, () => null);
  const isProving = useSyncExternalStore(session.onChange, session.isProving, () => false);
  const [failure, setFailure] = useState<SessionState["failure"]>(null);
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    let isCurrent = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    session.token().then(
      () => isCurrent && setFailure(null),
      (fault: unknown) => {
        if (!isCurrent) return;
        if (ChatRefusal.isInstance(fault)) return setFailure({ error: fault.error, atMs: Date.now(), attempt });
        timer = setTimeout(() => setAttempt((count) => count + 1), RETRY_MS);
      },
    );
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [session, attempt]);

  const retry = useCallback(() => setAttempt((count) => count + 1), []);
  return { user, failure, isProving, retry };
}
