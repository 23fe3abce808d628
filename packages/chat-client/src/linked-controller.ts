/** A controller that aborts with any of the signals. `AbortSignal.any` does the same, but phones do not have it. */
export function linkedController(signals: readonly (AbortSignal | undefined)[]): AbortController {
  const controller = new AbortController();
  for (const signal of signals) {
    if (signal?.aborted) controller.abort();
    else signal?.addEventListener("abort", () => controller.abort(), { once: true, signal: controller.signal });
  }
  return controller;
}
