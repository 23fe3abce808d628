import { isRecord, type JsonRecord } from "@sendcat/shared-types";
import { textOrEmpty } from "./text-or-empty.ts";

/** The reasoning in one chunk. */
export interface ReasoningDelta {
  /** What can be shown; empty when there is nothing. */
  readonly text: string;
  /** The field that held the text, to send it back under the same name; null when it came in another way. */
  readonly field: string | null;
  /** `reasoning_details`, as they came: text, summaries, signatures, encrypted data. */
  readonly details: readonly JsonRecord[];
}

/** Fields that different servers use for the same text. */
const FIELDS = ["reasoning", "reasoning_content", "thinking"] as const;

const NONE: ReasoningDelta = { text: "", field: null, details: [] };

/** A server that sends the text in several places repeats it: OpenRouter's details count first, then the fields, then content parts. */
export function reasoningOf(said: JsonRecord): ReasoningDelta {
  const details = Array.isArray(said["reasoning_details"]) ? said["reasoning_details"].filter(isRecord) : NONE.details;
  const detailed = details.map(textOfDetail).join("");
  if (detailed !== "") return { text: detailed, field: null, details };
  const field = FIELDS.find((name) => textOrEmpty(said[name]) !== "") ?? null;
  if (field !== null) return { text: textOrEmpty(said[field]), field, details };
  const { content } = said;
  const told = Array.isArray(content) ? content.map(textOfPart).join("") : "";
  return told === "" && details.length === 0 ? NONE : { text: told, field, details };
}

function textOfDetail({ type, text: words, summary }: JsonRecord): string {
  if (type === "reasoning.text") return textOrEmpty(words);
  return type === "reasoning.summary" ? textOrEmpty(summary) : "";
}

/** A part of the content that holds reasoning: a text, or a list of texts. */
function textOfPart(part: unknown): string {
  if (!isRecord(part)) return "";
  const { type } = part;
  if (type !== "thinking" && type !== "reasoning") return "";
  const inner = part[type] ?? part["summary"] ?? part["text"];
  return Array.isArray(inner)
    ? inner.map((one) => textOrEmpty(isRecord(one) ? one["text"] : one)).join("")
    : textOrEmpty(inner);
}
