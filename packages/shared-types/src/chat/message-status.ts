/**
 * How an answer ended. The model decides: `complete`; `truncated`, cut at its length limit; `filtered`, by the provider's safety filter;
 * `empty`, no answer text. `interrupted`: the worker died or had to stop; the parts are what had been written by then.
 */
export const ENDINGS = ["complete", "truncated", "filtered", "empty", "stopped", "failed", "interrupted"] as const;
export type Ending = (typeof ENDINGS)[number];

/** streaming -> one of the endings. */
export const MESSAGE_STATUSES = ["streaming", ...ENDINGS] as const;
export type MessageStatus = (typeof MESSAGE_STATUSES)[number];
