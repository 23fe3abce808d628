"use client";

import type { ErrorCode, PublicError } from "@sendcat/shared-types";
import { useEffect, useState } from "react";
import { retryAtMs } from "./countdown.ts";

/** Refusals that end by themselves soon. */
const PASSING: ReadonlySet<ErrorCode> = new Set([
  "capacity_saturated",
  "provider_unavailable",
  "rate_limited",
  "too_many_streams",
]);
const MAX_ATTEMPTS = 3;
/** Nobody watches the page longer than this for a message to be sent. */
const LONGEST_WAIT_MS = 60_000;
/** Random extra wait, as a share of the wait, so that users refused together do not all retry together. */
const SPREAD = 0.25;

export interface AutoRetry {
  /** When it is sent again, Unix milliseconds by this device's clock; null when the user decides. */
  readonly atMs: number | null;
  readonly cancel: () => void;
}

/** Retries a refused message automatically, up to three times, when the service said how long to wait. */
export function useAutoRetry(options: {
  readonly error: PublicError;
  readonly receivedAtMs: number;
  /** Number of automatic retries so far; null: do not retry automatically. */
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
