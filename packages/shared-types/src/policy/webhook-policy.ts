/** What webhooks may take of the service: chat comes first, and who delivers tries again. */
export interface WebhookPolicy {
  readonly maxBodyBytes: number;
  /** Genuine deliveries of one source a minute; more are told to come back. */
  readonly perMinute: number;
  /** Deliveries that one process hands to the core at a time; more are told to come back. */
  readonly maxInFlight: number;
}

export const DEFAULT_WEBHOOKS: WebhookPolicy = { maxBodyBytes: 65_536, perMinute: 3_000, maxInFlight: 4 };
