/**
 * How an answer ended. The model's doing: `complete`; `truncated`, cut at its limit; `filtered`, by the provider's safety filter; `empty`,
 * without a word of answer. `interrupted`: the worker died or had to go; the parts are what there was by then.
 */
export const ENDINGS = ["complete", "truncated", "filtered", "empty", "stopped", "failed", "interrupted"] as const;
export type Ending = (typeof ENDINGS)[number];

/** streaming -> one of the endings. */
export const MESSAGE_STATUSES = ["streaming", ...ENDINGS] as const;
export type MessageStatus = (typeof MESSAGE_STATUSES)[number];
