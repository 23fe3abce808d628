import type { PublicError } from "@sendcat/shared-types";

/**
 * When to try again, Unix milliseconds by this device's clock; null when the service did not say.
 * Prefers the relative `retryAfterMs`, because it does not depend on the device's clock being right.
 */
export function retryAtMs(error: PublicError, receivedAtMs: number): number | null {
  if (error.retryAfterMs !== undefined) return receivedAtMs + error.retryAfterMs;
  return error.resetAtMs ?? null;
}

/** `12 s`, `3 min 05 s`, `5 h 12 min`. Rounded up, so that it never shows 0 while time is left. */
export function formatRemaining(remainingMs: number): string {
  const seconds = Math.max(0, Math.ceil(remainingMs / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${String(seconds % 60).padStart(2, "0")} s`;
  const wholeMinutes = Math.ceil(seconds / 60);
  return `${Math.floor(wholeMinutes / 60)} h ${String(wholeMinutes % 60).padStart(2, "0")} min`;
}

/** Milliseconds until the text of `formatRemaining` changes. */
export function nextTickMs(remainingMs: number): number {
  const unitMs = remainingMs > 3_600_000 ? 60_000 : 1_000;
  return remainingMs % unitMs || unitMs;
}
