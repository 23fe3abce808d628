import { isRecord, type AnswerOrigin, type JsonRecord } from "@sendcat/shared-types";
import { toolCallDeltas, type ToolCallDelta } from "./tool-call-delta.ts";
import { extrasOf, type Extras } from "./extras.ts";
import { reasoningOf, type ReasoningDelta } from "./reasoning-delta.ts";
import { errorOfBody, parseProviderError, type ProviderError } from "../failures/provider-error.ts";
import { textOrEmpty } from "./text-or-empty.ts";

/** The content of one chunk of a stream. An empty string or null means that the chunk has nothing of that kind. */
export interface CompletionChunk {
  readonly id: string | null;
  /** The index of the choice that was read, as text; null when it has none. */
  readonly choice: string | null;
  readonly text: string;
  readonly reasoning: ReasoningDelta;
  readonly toolCalls: readonly ToolCallDelta[];
  /** Pictures and cited pages; null when there are none. */
  readonly extras: Extras | null;
  readonly finishReason: string | null;
  /** The host that a router chose, and the host's own finish reason. */
  readonly origin: AnswerOrigin;
  readonly usage: JsonRecord | null;
  readonly error: ProviderError | null;
  /** True for a complete answer instead of a delta: after deltas it repeats their text. */
  readonly isWhole: boolean;
}

const MAX_ID_CHARS = 200;
const MAX_ORIGIN_CHARS = 100;

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
    text: contentText(said["content"]) + textOrEmpty(said["refusal"]),
    reasoning: reasoningOf(said),
    toolCalls: toolCallDeltas(said),
    extras: extrasOf(said, json),
    finishReason: textOrEmpty(choice["finish_reason"]) || null,
    origin: { host: shortText(json["provider"]), nativeFinishReason: shortText(choice["native_finish_reason"]) },
    usage: isRecord(usage) ? usage : null,
    error: errorOfBody(json) ?? parseProviderError(choice["error"]),
    isWhole: object === "chat.completion",
  };
}

function shortText(value: unknown): string | null {
  return textOrEmpty(value).slice(0, MAX_ORIGIN_CHARS) || null;
}

/** Whether a chunk contains only text, as most chunks do. */
export function isPlainText(chunk: CompletionChunk): boolean {
  const { reasoning, toolCalls, extras, finishReason, usage, error, isWhole } = chunk;
  const reasons = reasoning.text !== "" || reasoning.details.length > 0;
  const hasMore = reasons || toolCalls.length > 0 || extras !== null || finishReason !== null || usage !== null;
  return !hasMore && error === null && !isWhole;
}

function choiceOf(choices: unknown, index: string | null): JsonRecord | undefined {
  if (!Array.isArray(choices)) return undefined;
  return choices.filter(isRecord).find((choice) => index === null || [null, index].includes(indexOf(choice)));
}

function indexOf({ index }: JsonRecord): string | null {
  return typeof index === "number" || (typeof index === "string" && index !== "") ? String(index) : null;
}

/**
 * Some providers send a `message` instead of a `delta`. If there are both, the message repeats earlier text. Servers of the older completions
 * format send only a `text`.
 */
function saidBy({ delta, message, text: content }: JsonRecord): JsonRecord {
  if (isRecord(delta)) return delta;
  return isRecord(message) ? message : { content };
}

/** The text of a string, or of a part or a list of parts: strings or text objects. Other parts are ignored. */
function contentText(content: unknown): string {
  if (Array.isArray(content)) return content.map(partText).join("");
  return partText(content);
}

function partText(part: unknown): string {
  if (!isRecord(part)) return textOrEmpty(part);
  const type = part["type"] ?? "text";
  return type === "text" || type === "output_text" ? textOrEmpty(part["text"]) : "";
}
