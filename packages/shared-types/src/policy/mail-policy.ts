/** How many e-mails the whole service may send: a flood of codes costs money and the sender's reputation. The core counts them. */
export interface MailPolicy {
  /** In a clock hour. */
  readonly perHour: number;
  /** In a day, from midnight UTC. */
  readonly perDay: number;
}

export const DEFAULT_MAIL: MailPolicy = { perHour: 2_000, perDay: 10_000 };
