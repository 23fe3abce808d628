"use client";

import { useEffect, useState } from "react";
import { nextTickMs } from "./countdown.ts";

/** Milliseconds left until `atMs`, live; 0 once it is past or when it is null. */
export function useRemaining(atMs: number | null): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  const remainingMs = atMs === null ? 0 : Math.max(0, atMs - nowMs);
  useEffect(() => {
    if (atMs === null) return undefined;
    const leftMs = atMs - Date.now();
    if (leftMs <= 0) {
      setNowMs(Date.now());
      return undefined;
    }
    const timer = setTimeout(() => setNowMs(Date.now()), nextTickMs(leftMs));
    return () => clearTimeout(timer);
  }, [atMs, nowMs]);
  return remainingMs;
}
