import { utf8Bytes, type HistoryMessage, type ModelClass, type ModelMessage } from "@sendcat/shared-types";
import { layOutHistory } from "./lay-out-history.ts";
import { CONTINUE_WORDS, promptNote } from "./prompt-note.ts";
import { systemPrompt } from "./system-prompt.ts";

export interface Prompt {
  readonly messages: readonly ModelMessage[];
  readonly bytes: number;
  readonly model: ModelClass;
}

/**
 * The instructions, the conversation as far as it fits into `historyBytes`, and a note with the last message. What providers can read from
 * their caches comes first, what varies last. The turn's reservation was calculated with this bound.
 */
export function composePrompt(options: {
  readonly model: ModelClass;
  readonly history: readonly HistoryMessage[];
  readonly historyBytes: number;
  readonly today: string;
  readonly country: string | null;
  readonly hasTools: boolean;
}): Prompt {
  const laidOut = layOutHistory(options.history, options);
  const system: ModelMessage = { role: "system", content: systemPrompt(options) };
  const note = promptNote(options);
  const messages = laidOut.flatMap((each) => each.messages);
  const asksForRest = messages.at(-1)?.role === "assistant";
  if (asksForRest) messages.push({ role: "user", content: CONTINUE_WORDS });
  const last = messages.at(-1);
  if (last?.role === "user") messages[messages.length - 1] = { ...last, note };
  const own = utf8Bytes(system.content) + utf8Bytes(note) + (asksForRest ? utf8Bytes(CONTINUE_WORDS) : 0);
  const bytes = laidOut.reduce((sum, each) => sum + each.bytes, own);
  return { messages: [system, ...messages], bytes, model: options.model };
}
