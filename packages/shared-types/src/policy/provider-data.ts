/**
 * What the provider of a model may do with a conversation, from the loosest to the strictest: whatever its terms say; not collect it, for
 * instance to train models; not keep it after the answer.
 */
export const PROVIDER_DATA = ["as-its-terms-say", "not-collected", "not-kept"] as const;

export type ProviderData = (typeof PROVIDER_DATA)[number];
