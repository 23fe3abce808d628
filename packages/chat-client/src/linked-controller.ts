/** A controller that aborts with any of the signals, like `AbortSignal.any`, which phones do not have. */
export function linkedController(signals: readonly (AbortSignal | undefined)[]): AbortController {
  const controller = new AbortController();
  for (const signal of signals) {
    if (signal?.aborted) controller.abort();
    else signal?.addEventListener("abort", () => controller.abort(), { once: true, signal: controller.signal });
  }
  return controller;
}
