"use client";

import { LoaderCircle, RotateCcw, WifiOff } from "lucide-react";
import { useEffect, useRef, useSyncExternalStore } from "react";
import type { ConversationState } from "../conversation/conversation.ts";
import { isOpen } from "../conversation/live-turn.ts";

function subscribe(listener: () => void): () => void {
  window.addEventListener("online", listener);
  window.addEventListener("offline", listener);
  return () => {
    window.removeEventListener("online", listener);
    window.removeEventListener("offline", listener);
  };
}

/** Shows the state of the network while it matters. Never covers the conversation. */
export function ConnectionNotice({ live, onRetry }: { live: ConversationState; onRetry: () => void }) {
  const isOnline = useSyncExternalStore(
    subscribe,
    () => navigator.onLine,
    () => true,
  );
  const { turn, connection } = live;
  const isLost = turn?.phase === "lost" && turn.kind !== "attach";
  const isWaiting = turn !== null && isOpen(turn);
  const isReconnecting = turn !== null && isOpen(turn) && connection !== "connected";

  // Retries when back online. A lost turn keeps its id, so this is safe.
  const retryNow = isOnline && isLost;
  const wasOnline = useRef(isOnline);
  useEffect(() => {
    if (retryNow && !wasOnline.current) onRetry();
    wasOnline.current = isOnline;
  }, [retryNow, isOnline, onRetry]);

  if (isOnline && !isLost && !isReconnecting) return null;
  return (
    <div
      role="status"
      data-testid="connection-notice"
      className="text-ink-soft mb-2 flex items-center justify-center gap-2 text-sm"
    >
      {isOnline && isReconnecting ? (
        <LoaderCircle aria-hidden className="size-4 animate-spin" />
      ) : (
        <WifiOff aria-hidden className="size-4" />
      )}
      {!isOnline
        ? `You are offline.${isWaiting || isLost ? " We will continue your question when you are back online." : ""}`
        : isReconnecting
          ? "Connection lost. Reconnecting…"
          : "Connection lost."}
      {isOnline && isLost && (
        <button type="button" className="btn btn-quiet h-8" onClick={onRetry}>
          <RotateCcw aria-hidden className="size-3.5" /> Reconnect
        </button>
      )}
    </div>
  );
}
