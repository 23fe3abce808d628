import { isRecord, type JsonRecord } from "@sendcat/shared-types";
import { toolCallDeltas, type ToolCallDelta } from "./tool-call-delta.ts";
import { extrasOf, type Extras } from "./extras.ts";
import { reasoningOf, type ReasoningDelta } from "./reasoning-delta.ts";
import { errorOfBody, parseProviderError, type ProviderError } from "../failures/provider-error.ts";
import { finishReason } from "./finish-reason.ts";
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
  /** Whether the model declines: it writes in the field for that, or the reason of its own API says so. */
  readonly isRefusal: boolean;
  /** The host that a router chose, and the host's own finish reason; empty texts if the chunk does not say. */
  readonly host: string;
  readonly nativeFinishReason: string;
  readonly usage: JsonRecord | null;
  readonly error: ProviderError | null;
  /** What this chunk has of another choice, if it has nothing of the one that is read. */
  readonly elsewhere: { readonly isSilent: boolean; readonly finishReason: string | null } | null;
  /** True for a complete answer instead of a delta: after deltas it repeats their text. */
  readonly isWhole: boolean;
}

const MAX_ID_CHARS = 200;

/**
 * Reads a parsed chunk; null when it is not an object. Fields of a wrong type count as missing. Only one choice is read: the first with this
 * index or with none; if `index` is null, the first of all.
 */
export function readCompletionChunk(json: unknown, index: string | null): CompletionChunk | null {
  if (!isRecord(json)) return null;
  const { id, choices, usage, object } = json;
  const choice: JsonRecord = choiceOf(choices, index) ?? {};
  const said = saidBy(choice);
  const nativeFinishReason = textOrEmpty(choice["native_finish_reason"]);
  return {
    id: typeof id === "string" && id !== "" && id.length <= MAX_ID_CHARS ? id : null,
    choice: indexOf(choice),
    text: contentText(said["content"]) + textOrEmpty(said["refusal"]),
    reasoning: reasoningOf(said),
    toolCalls: toolCallDeltas(said),
    extras: extrasOf(said, json),
    finishReason: finishReasonOf(choice),
    host: textOrEmpty(json["provider"]),
    nativeFinishReason,
    isRefusal: declines(said) || finishReason(nativeFinishReason) === "refusal",
    usage: isRecord(usage) ? usage : null,
    error: errorOfBody(json) ?? parseProviderError(choice["error"]),
    elsewhere: index === null ? null : elsewhereIn(choices, choice),
    isWhole: object === "chat.completion",
  };
}

/** Whether a chunk contains only text, as most chunks do. */
export function isPlainText(chunk: CompletionChunk): boolean {
  const { reasoning, toolCalls, extras, usage, error, isWhole, isRefusal } = chunk;
  const reasons = reasoning.text !== "" || reasoning.details.length > 0;
  const hasMore = reasons || toolCalls.length > 0 || extras !== null || chunk.finishReason !== null || usage !== null;
  return !hasMore && error === null && !isWhole && !isRefusal;
}

function choiceOf(choices: unknown, index: string | null): JsonRecord | undefined {
  if (!Array.isArray(choices)) return undefined;
  return choices.filter(isRecord).find((choice) => index === null || [null, index].includes(indexOf(choice)));
}

function elsewhereIn(choices: unknown, read: JsonRecord): CompletionChunk["elsewhere"] {
  const other = Array.isArray(choices) && !choices.includes(read) ? choices.find(isRecord) : undefined;
  if (other === undefined) return null;
  const said = saidBy(other);
  const isSilent = contentText(said["content"]) === "" && toolCallDeltas(said).length === 0;
  return { isSilent, finishReason: finishReasonOf(other) };
}

function finishReasonOf(choice: JsonRecord): string | null {
  return textOrEmpty(choice["finish_reason"]) || null;
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

/** OpenAI's format has a field and a kind of part for the words of a model that declines. */
function declines({ refusal, content }: JsonRecord): boolean {
  const parts: readonly unknown[] = Array.isArray(content) ? content : [content];
  const words = parts.map((part) => (isRecord(part) && part["type"] === "refusal" ? textOrEmpty(part["refusal"]) : ""));
  return [textOrEmpty(refusal), ...words].some((text) => text.trim() !== "");
}

/** The text of a string, or of a part or a list of parts: strings or text objects. Other parts are ignored. */
function contentText(content: unknown): string {
  if (Array.isArray(content)) return content.map(partText).join("");
  return partText(content);
}

function partText(part: unknown): string {
  if (!isRecord(part)) return textOrEmpty(part);
  const type = part["type"] ?? "text";
  if (type === "refusal") return textOrEmpty(part["refusal"]);
  return type === "text" || type === "output_text" ? textOrEmpty(part["text"]) : "";
}
