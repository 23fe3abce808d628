import { mostTokens, utf8Bytes, type HistoryMessage, type ModelClass, type ModelMessage } from "@sendcat/shared-types";
import { documentMessages } from "./document-messages.ts";
import { earlierSearches } from "./earlier-searches.ts";
import { messageBytes } from "./message-bytes.ts";
import { systemPrompt } from "./system-prompt.ts";

export interface Prompt {
  readonly messages: readonly ModelMessage[];
  readonly bytes: number;
  readonly model: ModelClass;
}

/**
 * The system prompt, then the conversation: always the new question, and before it the newest messages that fit into `historyBytes` (never an
 * answer without its question), with their searches and documents if there is room. The turn's reservation was calculated with this bound.
 */
export function composePrompt(options: {
  readonly model: ModelClass;
  readonly history: readonly HistoryMessage[];
  readonly historyBytes: number;
  readonly today: string;
  readonly country: string | null;
  readonly hasTools: boolean;
}): Prompt {
  const kept: { readonly messages: readonly ModelMessage[]; readonly bytes: number; readonly asks: boolean }[] = [];
  let left = options.historyBytes;
  for (const [index, { role, text, searches = [], pictures = [], documents = [] }] of [
    ...options.history.entries(),
  ].toReversed()) {
    const said: ModelMessage[] = text === "" ? [] : [messageOf(role, text, pictures)];
    const size = utf8Bytes(text);
    if (kept.length > 0 && (left -= size) < 0) break;
    const found = options.hasTools ? earlierSearches(searches, `earlier-${index}`) : [];
    const foundBytes = messageBytes(found);
    const fits = foundBytes <= left;
    if (fits) left -= foundBytes;
    const read = documentMessages(documents, left);
    const readBytes = read.reduce((sum, { content }) => sum + utf8Bytes(content), 0);
    left -= mostTokens(readBytes, read.length);
    kept.unshift({
      messages: [...(fits ? found : []), ...read, ...said],
      bytes: size + readBytes + (fits ? foundBytes : 0),
      asks: role === "user",
    });
  }
  while (kept[0] && !kept[0].asks) kept.shift();
  const system: ModelMessage = { role: "system", content: systemPrompt(options) };
  const bytes = kept.reduce((sum, { bytes: each }) => sum + each, utf8Bytes(system.content));
  return { messages: [system, ...kept.flatMap(({ messages }) => messages)], bytes, model: options.model };
}

function messageOf(role: "user" | "assistant", content: string, pictures: readonly string[]): ModelMessage {
  return role === "user" && pictures.length > 0 ? { role, content, pictures } : { role, content };
}
