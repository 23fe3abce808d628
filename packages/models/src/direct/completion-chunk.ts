import { isRecord, type JsonRecord } from "./is-record.ts";
import type { ToolCallDelta } from "./tool-calls.ts";
import { errorOfBody, parseProviderError, type ProviderError } from "./provider-error.ts";

/** What one chunk of a stream says. Empty strings and nulls: nothing of that kind. */
export interface CompletionChunk {
  readonly id: string | null;
  readonly text: string;
  readonly reasoning: string;
  readonly toolCalls: readonly ToolCallDelta[];
  readonly finishReason: string | null;
  readonly usage: JsonRecord | null;
  readonly error: ProviderError | null;
}

const MAX_ID_CHARS = 200;
/** Some providers put a signature of theirs into a call's id and want it back. */
const MAX_CALL_ID_CHARS = 4_096;

/** Reads a parsed chunk; null when it is no object. Fields of a wrong type count as absent; only the first choice is read. */
export function readCompletionChunk(json: unknown): CompletionChunk | null {
  if (!isRecord(json)) return null;
  const { id, choices, usage } = json;
  const first: unknown = Array.isArray(choices) ? choices.find((choice) => isRecord(choice) && !choice["index"]) : null;
  const choice: JsonRecord = isRecord(first) ? first : {};
  const delta = isRecord(choice["delta"]) ? choice["delta"] : {};
  return {
    id: typeof id === "string" && id !== "" && id.length <= MAX_ID_CHARS ? id : null,
    text: text(delta["content"]),
    reasoning: text(delta["reasoning"]) || reasoningText(delta["reasoning_details"]),
    toolCalls: toolCalls(delta["tool_calls"]),
    finishReason: text(choice["finish_reason"]) || null,
    usage: isRecord(usage) ? usage : null,
    error: errorOfBody(json) ?? parseProviderError(choice["error"]),
  };
}

/** Nothing but text: what most chunks are. */
export function isPlainText(chunk: CompletionChunk): boolean {
  const { reasoning, toolCalls, finishReason, usage, error } = chunk;
  return reasoning === "" && toolCalls.length === 0 && finishReason === null && usage === null && error === null;
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
