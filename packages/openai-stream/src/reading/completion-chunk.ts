import { isRecord, type JsonRecord } from "@sendcat/shared-types";
import type { ToolCallDelta } from "./tool-calls.ts";
import { errorOfBody, parseProviderError, type ProviderError } from "../failures/provider-error.ts";

/** What one chunk of a stream says. Empty strings and nulls: nothing of that kind. */
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
  /** It is a whole answer, not a piece: after pieces it says them again. */
  readonly isWhole: boolean;
}

const MAX_ID_CHARS = 200;
/** Some providers put a signature of theirs into a call's id and want it back. */
const MAX_CALL_ID_CHARS = 4_096;

/**
 * Reads a parsed chunk; null when it is no object. Fields of a wrong type count as absent. Only one choice is read: the one of this index, or
 * the first while none is known. A choice without an index is the one that is meant.
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

/** Nothing but text: what most chunks are. */
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

/** Some send a `message` where a stream has a `delta`; who sends both repeats in it what was said. */
function saidBy({ delta, message }: JsonRecord): JsonRecord {
  if (isRecord(delta)) return delta;
  return isRecord(message) ? message : {};
}

/** A text, or a list of parts: texts, or objects with one. Parts of other kinds say nothing. */
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
      // Some send the object itself, whole.
      arguments: isRecord(fn["arguments"]) ? JSON.stringify(fn["arguments"]) : text(fn["arguments"]),
    };
  });
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** `reasoning_details` repeats what `reasoning` says; it is read where a provider sends it alone. Encrypted parts show nothing. */
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
