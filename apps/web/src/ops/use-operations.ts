"use client";

import { ChatRefusal, createSession } from "@sendcat/chat-client";
import type { OperationsSnapshot, OperatorChange } from "@sendcat/shared-types";
import { useCallback, useEffect, useRef, useState } from "react";
import { createOpsClient, type OpsClient } from "./ops-client.ts";

const EVERY_MS = 2_000;
/** Five minutes of samples. */
const SAMPLES_KEPT = 150;

export interface OperationsState {
  readonly client: OpsClient;
  readonly snapshot: OperationsSnapshot | null;
  /** Open streams, one sample per refresh, oldest first. */
  readonly open: readonly number[];
  readonly access: "asking" | "granted" | "refused";
  /** Why the snapshot may be out of date; null when it is current. */
  readonly problem: string | null;
  change(change: OperatorChange): Promise<void>;
}

/** The service's snapshot, refreshed every two seconds while the page is visible. */
export function useOperations(): OperationsState {
  const [client] = useState(() => createOpsClient(createSession({ baseUrl: "" })));
  const [state, setState] = useState<Omit<OperationsState, "change" | "client">>({
    snapshot: null,
    open: [],
    access: "asking",
    problem: null,
  });
  const look = useRef<() => Promise<void>>(async () => undefined);

  useEffect(() => {
    let isCurrent = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    look.current = async () => {
      try {
        const snapshot = await client.snapshot();
        if (!isCurrent) return;
        setState(({ open }) => ({
          snapshot,
          open: [...open, snapshot.openStreams].slice(-SAMPLES_KEPT),
          access: "granted",
          problem: null,
        }));
      } catch (fault) {
        if (!isCurrent) return;
        const isRefused = ChatRefusal.isInstance(fault) && /^(forbidden|unauthenticated)$/.test(fault.error.code);
        setState((last) => ({
          ...last,
          ...(isRefused ? { access: "refused", snapshot: null } : {}),
          problem: messageOf(fault),
        }));
      }
    };
    const loop = async (): Promise<void> => {
      if (document.visibilityState === "visible") await look.current();
      if (isCurrent) timer = setTimeout(() => void loop(), EVERY_MS);
    };
    void loop();
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [client]);

  const change = useCallback(
    async (wanted: OperatorChange) => {
      try {
        await client.change(wanted);
      } catch (fault) {
        setState((last) => ({ ...last, problem: messageOf(fault) }));
      }
      await look.current();
    },
    [client],
  );
  return { ...state, client, change };
}

function messageOf(fault: unknown): string {
  return ChatRefusal.isInstance(fault) ? fault.error.message : "The service cannot be reached.";
}
