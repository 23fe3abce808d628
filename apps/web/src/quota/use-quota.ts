"use client";

import { useEffect, useSyncExternalStore } from "react";
import { useChatServices } from "../session/chat-services.ts";
import { useSessionState } from "../session/use-session-state.ts";
import type { QuotaState } from "./quota-store.ts";

/** A tab that becomes visible reads again if its last reading is older than this. */
const STALE_MS = 30_000;
const SERVER_STATE: QuotaState = { view: null, exhausted: null };

/** What is left, live: read at the start, after each turn, and when the tab becomes visible. */
export function useQuota(): QuotaState {
  const { quota } = useChatServices();
  const { user } = useSessionState();
  useEffect(() => {
    if (!user) return undefined;
    void quota.refresh();
    const onVisible = (): void => {
      if (document.visibilityState === "visible") void quota.refresh(STALE_MS);
    };
    document.addEventListener("visibilitychange", onVisible);
    return () => document.removeEventListener("visibilitychange", onVisible);
  }, [quota, user]);
  return useSyncExternalStore(quota.subscribe, quota.state, () => SERVER_STATE);
}
