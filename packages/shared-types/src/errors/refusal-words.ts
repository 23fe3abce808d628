import { windowName } from "../text/window-name.ts";
import { ERROR_TABLE } from "./error-table.ts";
import type { Refusal } from "./refusal.ts";

/** What a sentence about a limit can mention. */
interface Limit {
  readonly limit: number;
  /** Of the plan's rolling window. */
  readonly windowSeconds: number;
}

interface ScopeWords {
  readonly title?: string;
  readonly message: string | ((limit: Limit) => string);
  /** Text before the time when the limit has room again. */
  readonly opens?: string;
}

const REPLACED = { message: "This server is being replaced. Please try again." };

/** Sentences by scope, where the code's own sentence in ERROR_TABLE is too general. */
const WORDS: Readonly<Record<string, ScopeWords>> = {
  "user.turns_per_day": {
    title: "That’s all for today",
    message: ({ limit }) => `You have used ${messages(limit)} for today.`,
    opens: "New messages at",
  },
  "user.tokens_per_day": {
    title: "That’s all for today",
    message: "Your long conversations have reached today’s text limit.",
    opens: "New messages at",
  },
  "user.turns_per_window": {
    title: "Time for a short break",
    message: ({ limit, windowSeconds }) => `You have used ${messages(limit)} of ${windowName(windowSeconds)}.`,
    opens: "Next message at",
  },
  "user.tokens_per_window": {
    title: "Time for a short break",
    message: ({ windowSeconds }) =>
      `Your long conversations have reached the text limit of ${windowName(windowSeconds)}.`,
    opens: "Next message at",
  },
  "service.spend_per_day": { message: "Today’s budget for answers is used up." },
  "plan.spend_per_day": {
    title: "That’s all on this plan today",
    message: "Your plan’s budget for today is used up.",
  },
  "address.spend_per_day": {
    title: "That’s all for guests today",
    message: "Guests on your network have used their budget for today. With an account you can go on.",
  },
  "address.in_flight": { message: "Many answers are being written for your network. Please try again shortly." },
  "address.burst": { message: "Many messages are coming from your network. Please wait a moment." },
  "service.kill_switch": { message: "Sendcat is paused for a moment." },
  "service.draining": REPLACED,
  "host.draining": REPLACED,
  "convex.begin": { message: "Too many answers are starting right now. Please try again." },
  account: { title: "Sign in to continue", message: "Sign in to do this." },
  "webhook.signature": { message: "The signature does not match the body, or is too old." },
  "attachment.type": { message: "Only PDFs and JPEG, PNG, WebP and GIF pictures can be attached." },
};

/** The title and message that users read for a refusal. Without the limit's numbers, a general sentence. */
export function refusalWords(
  { code, scope = "" }: Pick<Refusal, "code" | "scope">,
  limit?: Limit,
): { readonly title: string; readonly message: string; readonly opens: string } {
  const general = ERROR_TABLE[code];
  const own: ScopeWords = WORDS[scope] ?? general;
  const { title = general.title, message, opens = "Open again at" } = own;
  if (typeof message === "string") return { title, message, opens };
  return { title, message: limit ? message(limit) : general.message, opens };
}

function messages(limit: number): string {
  return limit === 1 ? "the one message" : `all ${limit} messages`;
}
