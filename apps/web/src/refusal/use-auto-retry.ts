"use client";

import type { ErrorCode, PublicError } from "@sendcat/shared-types";
import { useEffect, useState } from "react";
import { retryAtMs } from "./countdown.ts";

/** Refusals that pass by themselves, and soon. */
const PASSING: ReadonlySet<ErrorCode> = new Set([
  "capacity_saturated",
  "provider_unavailable",
  "rate_limited",
  "too_many_streams",
]);
const MAX_ATTEMPTS = 3;
/** Nobody looks at a page for longer than this to see a message go. */
const LONGEST_WAIT_MS = 60_000;
/** Those who were refused together do not come back together. */
const SPREAD = 0.25;

export interface AutoRetry {
  /** When it is sent again, by this device's clock; null when that is the person's to decide. */
  readonly atMs: number | null;
  readonly cancel: () => void;
}

/** Sends a refused message again by itself when the service has said when, a few times. */
export function useAutoRetry(options: {
  readonly error: PublicError;
  readonly receivedAtMs: number;
  /** Times it was sent again by itself already; null: never. */
  readonly attempt: number | null;
  readonly onRetry: () => void;
}): AutoRetry {
  const { error, receivedAtMs, attempt, onRetry } = options;
  const [spread] = useState(() => Math.random() * SPREAD);
  const [cancelledMs, setCancelledMs] = useState(0);
  const saidAtMs = retryAtMs(error, receivedAtMs);
  const waitMs = saidAtMs === null ? 0 : saidAtMs - receivedAtMs;
  const isWanted =
    attempt !== null &&
    attempt < MAX_ATTEMPTS &&
    saidAtMs !== null &&
    waitMs <= LONGEST_WAIT_MS &&
    PASSING.has(error.code) &&
    cancelledMs !== receivedAtMs;
  const atMs = isWanted ? receivedAtMs + waitMs * (1 + spread) : null;
  useEffect(() => {
    if (atMs === null) return undefined;
    const timer = setTimeout(onRetry, Math.max(0, atMs - Date.now()));
    return () => clearTimeout(timer);
  }, [atMs, onRetry]);
  return { atMs, cancel: () => setCancelledMs(receivedAtMs) };
}
