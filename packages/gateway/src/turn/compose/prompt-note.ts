import { utf8Bytes } from "@sendcat/shared-types";
import { systemPrompt } from "./system-prompt.ts";

interface Varying {
  /** A date such as 2026-11-23. */
  readonly today: string;
  /** ISO code, two letters. */
  readonly country: string | null;
}

/** What the model should know besides the conversation and what differs by day and place. It is sent with the last message only. */
export function promptNote({ today, country }: Varying): string {
  const where = country
    ? `The shopper's connection is in ${country} (ISO country code); ask before you rely on it.`
    : "You do not know which island the shopper is on; ask when it matters.";
  return `Note by the app, not by the shopper: today is ${today}. ${where}`;
}

/** The last message of a turn that asks for the rest of an answer. */
export const CONTINUE_WORDS =
  "Note by the app, not by the shopper: your last answer ended too early. Go on exactly where it ended, even inside a word or a table; begin with a space or a line break if one belongs there. Repeat nothing of it, and add no introduction.";

/** Upper bound of the instructions and the note together, UTF-8 bytes. */
export const INSTRUCTION_BYTES: number =
  utf8Bytes(systemPrompt({ hasTools: true }) + promptNote({ today: "2026-11-23", country: null })) + 64;
