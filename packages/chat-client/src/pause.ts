import type { Connectivity } from "./connectivity.ts";

/** Waits, unless the signal aborts first. Never rejects: the calling code checks the signal. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return until({ timeoutMs: ms, signal, subscribe: () => () => undefined });
}

/** Waits until the network is back, at most `timeoutMs`, or until the signal aborts. */
export async function pauseUntilOnline(
  connectivity: Connectivity,
  options: { readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<void> {
  if (connectivity.isOnline()) return;
  await until({
    ...options,
    subscribe: (done) => connectivity.subscribe(() => connectivity.isOnline() && done()),
  });
}

function until(options: {
  timeoutMs: number;
  signal: AbortSignal;
  subscribe: (done: () => void) => () => void;
}): Promise<void> {
  const { signal } = options;
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      unsubscribe();
      resolve();
    };
    const timer = setTimeout(done, options.timeoutMs);
    signal.addEventListener("abort", done, { once: true });
    const unsubscribe = options.subscribe(done);
  });
}
