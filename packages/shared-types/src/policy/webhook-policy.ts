/** Limits on webhooks: chat has priority, and a webhook's sender tries again. */
export interface WebhookPolicy {
  readonly maxBodyBytes: number;
  /** Valid deliveries of one source a minute; the sender of more is told to retry later. */
  readonly perMinute: number;
  /** Deliveries that one process hands to the core in parallel; the sender of more is told to retry later. */
  readonly maxInFlight: number;
}

export const DEFAULT_WEBHOOKS: WebhookPolicy = { maxBodyBytes: 65_536, perMinute: 3_000, maxInFlight: 4 };
