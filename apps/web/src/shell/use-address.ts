"use client";

import { usePathname } from "next/navigation";
import { useSyncExternalStore } from "react";

const listeners = new Set<() => void>();

/** Goes to an address of this page without a navigation: nothing on the page is torn down. */
export function pushAddress(path: string): void {
  window.history.pushState(null, "", path);
  for (const listener of listeners) listener();
}

/**
 * The path in the address bar. Next's own pathname may lag behind it, or miss Back right after a push; it is asked only so that Next's
 * navigations are seen, and on the server.
 */
export function useAddress(): string {
  const routed = usePathname();
  return useSyncExternalStore(
    subscribe,
    () => window.location.pathname,
    () => routed,
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("popstate", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("popstate", listener);
  };
}
