/** The states of a subscription, a charge and a dispute, the same for every payment provider. */
export const SUBSCRIPTION_STATUSES = ["active", "past-due", "ended"] as const;
export const CHARGE_OUTCOMES = ["paid", "failed", "refunded"] as const;
export const DISPUTE_STATUSES = ["open", "won", "lost"] as const;
