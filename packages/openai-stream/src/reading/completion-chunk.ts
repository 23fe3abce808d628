import { isRecord, type JsonRecord } from "@sendcat/shared-types";
import type { ToolCallDelta } from "./tool-calls.ts";
import { errorOfBody, parseProviderError, type ProviderError } from "../failures/provider-error.ts";

/** The content of one chunk of a stream. An empty string or null means that the chunk has nothing of that kind. */
export interface CompletionChunk {
  readonly id: string | null;
  /** The index of the choice that was read, as text; null when it has none. */
  readonly choice: string | null;
  readonly text: string;
  readonly reasoning: string;
  readonly toolCalls: readonly ToolCallDelta[];
  readonly finishReason: string | null;
  readonly usage: JsonRecord | null;
  readonly error: ProviderError | null;
  /** True for a complete answer instead of a delta: after deltas it repeats their text. */
  readonly isWhole: boolean;
}

const MAX_ID_CHARS = 200;
/** Some providers put a signature into a call's id and need it back. */
const MAX_CALL_ID_CHARS = 4_096;

/**
 * Reads a parsed chunk; null when it is not an object. Fields of a wrong type count as missing. Only one choice is read: the first with this
 * index or with none; if `index` is null, the first of all.
 */
export function readCompletionChunk(json: unknown, index: string | null): CompletionChunk | null {
  if (!isRecord(json)) return null;
  const { id, choices, usage, object } = json;
  const choice: JsonRecord = choiceOf(choices, index) ?? {};
  const said = saidBy(choice);
  return {
    id: typeof id === "string" && id !== "" && id.length <= MAX_ID_CHARS ? id : null,
    choice: indexOf(choice),
    text: contentText(said["content"]) + text(said["refusal"]),
    reasoning: text(said["reasoning"]) || reasoningText(said["reasoning_details"]),
    toolCalls: toolCalls(said["tool_calls"]),
    finishReason: text(choice["finish_reason"]) || null,
    usage: isRecord(usage) ? usage : null,
    error: errorOfBody(json) ?? parseProviderError(choice["error"]),
    isWhole: object === "chat.completion",
  };
}

/** Whether a chunk contains only text, as most chunks do. */
export function isPlainText(chunk: CompletionChunk): boolean {
  const { reasoning, toolCalls, finishReason, usage, error, isWhole } = chunk;
  const hasMore = reasoning !== "" || toolCalls.length > 0 || finishReason !== null || usage !== null;
  return !hasMore && error === null && !isWhole;
}

function choiceOf(choices: unknown, index: string | null): JsonRecord | undefined {
  if (!Array.isArray(choices)) return undefined;
  return choices.filter(isRecord).find((choice) => index === null || [null, index].includes(indexOf(choice)));
}

function indexOf({ index }: JsonRecord): string | null {
  return typeof index === "number" || (typeof index === "string" && index !== "") ? String(index) : null;
}

/** Some providers send a `message` instead of a `delta`. If there are both, the message repeats earlier text. */
function saidBy({ delta, message }: JsonRecord): JsonRecord {
  if (isRecord(delta)) return delta;
  return isRecord(message) ? message : {};
}

/** The text of a string, or of a list of parts: strings or text objects. Other parts are ignored. */
function contentText(content: unknown): string {
  if (!Array.isArray(content)) return text(content);
  return content
    .map((part) => (isRecord(part) && (part["type"] ?? "text") === "text" ? text(part["text"]) : text(part)))
    .join("");
}

const NO_CALLS: readonly ToolCallDelta[] = [];

function toolCalls(value: unknown): readonly ToolCallDelta[] {
  if (!Array.isArray(value) || value.length === 0) return NO_CALLS;
  return value.filter(isRecord).map((call) => {
    const fn = isRecord(call["function"]) ? call["function"] : {};
    const { index, id } = call;
    return {
      index: typeof index === "number" && Number.isSafeInteger(index) ? index : null,
      id: typeof id === "string" && id.length <= MAX_CALL_ID_CHARS ? id : "",
      name: text(fn["name"]),
      // Some providers send the whole object instead of its JSON text.
      arguments: isRecord(fn["arguments"]) ? JSON.stringify(fn["arguments"]) : text(fn["arguments"]),
    };
  });
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** `reasoning_details` repeats `reasoning`, so it is read only without it. Encrypted parts are ignored. */
function reasoningText(details: unknown): string {
  if (!Array.isArray(details)) return "";
  let all = "";
  for (const detail of details) {
    if (!isRecord(detail)) continue;
    if (detail["type"] === "reasoning.text") all += text(detail["text"]);
    else if (detail["type"] === "reasoning.summary") all += text(detail["summary"]);
  }
  return all;
}
