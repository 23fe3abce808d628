import type { QuotaGate } from "./quota-gate.ts";
import { windowName } from "./window-name.ts";

export interface QuotaCopy {
  readonly title: string;
  readonly body: string;
  /** In front of the time it comes back. */
  readonly opens: string;
}

const TOMORROW = "New messages at";
const SOON = "Next message at";

/** What is used up, in words. */
export function quotaCopy({ scope, limit, windowSeconds }: QuotaGate): QuotaCopy {
  const window = windowName(windowSeconds);
  const messages = limit === null ? "your messages" : limit === 1 ? "the one message" : `all ${limit} messages`;
  switch (scope) {
    case "user.tokens_per_day":
      return {
        title: "That’s all for today",
        body: "Your long conversations have used up today’s text.",
        opens: TOMORROW,
      };
    case "user.turns_per_window":
      return { title: "Time for a short break", body: `You have used ${messages} of ${window}.`, opens: SOON };
    case "user.tokens_per_window":
      return {
        title: "Time for a short break",
        body: `Your long conversations have used up the text of ${window}.`,
        opens: SOON,
      };
    case "service.spend_per_day":
      return {
        title: "Sendcat is closed for today",
        body: "Today’s budget for answers is used up.",
        opens: "Open again at",
      };
    case "plan.spend_per_day":
      return {
        title: "That’s all on this plan today",
        body: "Today’s budget for this plan is used up.",
        opens: "Open again at",
      };
    default:
      return { title: "That’s all for today", body: `You have used ${messages} of today.`, opens: TOMORROW };
  }
}
