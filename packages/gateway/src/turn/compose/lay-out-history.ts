import { mostTokens, utf8Bytes, type HistoryMessage, type ModelMessage } from "@sendcat/shared-types";
import { documentMessages } from "./document-messages.ts";
import { earlierSearches } from "./earlier-searches.ts";
import { messageBytes } from "./message-bytes.ts";

export interface LaidOut {
  /** A message of the conversation, after its searches and documents. */
  readonly messages: readonly ModelMessage[];
  readonly bytes: number;
  readonly textBytes: number;
  /** The part of the history's room that its searches and documents take. */
  readonly extraBytes: number;
  readonly asks: boolean;
}

interface Bounds {
  readonly historyBytes: number;
  readonly hasTools: boolean;
}

/** What is left after a cut, as a share of the room. */
const KEPT_SHARE = 0.5;

/**
 * The conversation as the model is shown it, with the searches and documents that fit into `historyBytes`; always the new question, and never an
 * answer without its question. It goes through the conversation as it was asked: a prompt is the one before and what was said since, until they
 * do not fit; then the newest that take half of the room. So the same history always gives the same prompt, and most begin like the one before.
 */
export function layOutHistory(history: readonly HistoryMessage[], bounds: Bounds): readonly LaidOut[] {
  let laidOut: LaidOut[] = [];
  for (const [index, message] of history.entries()) {
    laidOut.push(layOut(message, index, { room: bounds.historyBytes, hasTools: bounds.hasTools }));
    if (message.role !== "user" && index < history.length - 1) continue;
    const asked = history.slice(0, index + 1);
    const taken = laidOut.reduce((sum, { textBytes, extraBytes }) => sum + textBytes + extraBytes, -roomless(asked));
    if (taken > bounds.historyBytes) laidOut = newest(asked, bounds);
  }
  while (laidOut[0] && !laidOut[0].asks) laidOut.shift();
  return laidOut;
}

/** The text of the question itself needs no room in the history, nor does that of an answer to continue. */
function roomless(history: readonly HistoryMessage[]): number {
  return history.slice(questionAt(history)).reduce((sum, { text }) => sum + utf8Bytes(text), 0);
}

function questionAt(history: readonly HistoryMessage[]): number {
  return history.findLastIndex(({ role }) => role === "user");
}

/** The newest messages that take half of the room. The question's own documents may take all of it. */
function newest(history: readonly HistoryMessage[], { historyBytes, hasTools }: Bounds): LaidOut[] {
  const laidOut: LaidOut[] = [];
  const question = questionAt(history);
  let left = historyBytes;
  for (const [index, message] of [...history.entries()].toReversed()) {
    if (index < question && (left -= utf8Bytes(message.text)) < 0) break;
    const each = layOut(message, index, { room: left, hasTools });
    left -= each.extraBytes;
    if (index === question) left -= historyBytes * KEPT_SHARE;
    laidOut.unshift(each);
  }
  while (laidOut[0] && !laidOut[0].asks) laidOut.shift();
  return laidOut;
}

function layOut(
  { role, text, searches = [], pictures = [], documents = [] }: HistoryMessage,
  index: number,
  { room, hasTools }: { readonly room: number; readonly hasTools: boolean },
): LaidOut {
  const textBytes = utf8Bytes(text);
  const said: ModelMessage[] = text === "" ? [] : [messageOf(role, text, pictures)];
  const found = hasTools ? earlierSearches(searches, `earlier-${index}`) : [];
  const foundBytes = messageBytes(found);
  const fits = foundBytes <= room;
  const searchBytes = fits ? foundBytes : 0;
  const read = documentMessages(documents, room - searchBytes);
  const readBytes = read.reduce((sum, { content }) => sum + utf8Bytes(content), 0);
  return {
    messages: [...(fits ? found : []), ...read, ...said],
    bytes: textBytes + readBytes + searchBytes,
    textBytes,
    extraBytes: searchBytes + mostTokens(readBytes, read.length),
    asks: role === "user",
  };
}

function messageOf(role: "user" | "assistant", content: string, pictures: readonly string[]): ModelMessage {
  return role === "user" && pictures.length > 0 ? { role, content, pictures } : { role, content };
}
