import { utf8Bytes } from "../budget/tokens.ts";
import type { Refusal } from "../errors/refusal.ts";
import { actionsOf } from "./ending.ts";
import type { MessagePart } from "./message.ts";
import type { MessageStatus } from "./message-status.ts";
import { messageText } from "./message-text.ts";

interface Shown {
  readonly role: "user" | "assistant";
  readonly parts: readonly MessagePart[];
  readonly status: MessageStatus;
}

/** Most UTF-8 bytes of a question and its answer so far that the model is sent again for the rest: a turn without a new question reserves more. */
const MAX_CONTINUED_BYTES = 40_000;

/** Why the last answer of a conversation cannot be continued; null when it can. `shown`: the end of the shown branch, oldest first. */
export function continueProblem(shown: readonly Shown[]): Refusal | null {
  const asked = shown.findLastIndex(({ role }) => role === "user");
  const [question = "", ...answers] = shown.slice(Math.max(0, asked)).map(({ parts }) => messageText(parts));
  const ended = shown.at(-1)?.status ?? "streaming";
  const hasWords = answers.some((text) => text.trim() !== "");
  if (ended === "streaming" || !actionsOf(ended, hasWords).includes("continue"))
    return { code: "conflict", scope: "message.continue", message: "There is nothing to continue in this answer." };
  if (asked >= 0 && utf8Bytes(question + answers.join("")) <= MAX_CONTINUED_BYTES) return null;
  const message = "This answer is too long to continue. Ask for the part that you miss.";
  return { code: "conflict", scope: "message.continue", message };
}
