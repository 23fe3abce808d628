"use client";

import { quotaViewSchema, type QuotaView } from "@sendcat/shared-types";
import { useCallback, useEffect, useState } from "react";
import { useChatServices } from "./chat-services.tsx";
import { useSessionState } from "./use-session-state.ts";

/** What is left of today, read at start and whenever `refresh` is called. Null until known, or when it cannot be known. */
export function useQuota(): { readonly quota: QuotaView | null; readonly refresh: () => void } {
  const { session } = useChatServices();
  const { user } = useSessionState();
  const [quota, setQuota] = useState<QuotaView | null>(null);
  const [reads, setReads] = useState(0);

  useEffect(() => {
    if (!user) return undefined;
    const abort = new AbortController();
    const read = async (): Promise<void> => {
      const headers = { authorization: `Bearer ${await session.token()}` };
      const response = await fetch("/api/quota", { headers, signal: abort.signal });
      const parsed = quotaViewSchema.safeParse(response.ok ? await response.json() : null);
      // A degraded answer shows the limits, not what is used: better to say nothing.
      if (!abort.signal.aborted) setQuota(parsed.success && !parsed.data.degraded ? parsed.data : null);
    };
    read().catch(() => undefined);
    return () => abort.abort();
  }, [session, user, reads]);

  const refresh = useCallback(() => setReads((count) => count + 1), []);
  return { quota, refresh };
}
