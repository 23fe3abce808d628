import { isRecord, type JsonRecord } from "@sendcat/shared-types";
import { textOrEmpty } from "./text-or-empty.ts";

/** A piece of a tool call in a chunk. An empty string or null: the chunk does not have that field. */
export interface ToolCallDelta {
  readonly index: number | null;
  readonly id: string;
  readonly name: string;
  readonly arguments: string;
  /** What the provider needs back with the call; null: nothing. */
  readonly extra: JsonRecord | null;
}

/** Some providers put a signature into a call's id and need it back. */
const MAX_CALL_ID_CHARS = 4_096;
const NO_CALLS: readonly ToolCallDelta[] = [];

/** The pieces in a delta: in `tool_calls`, a list or one object, or in the older `function_call`. */
export function toolCallDeltas({ tool_calls: calls, function_call: call }: JsonRecord): readonly ToolCallDelta[] {
  if (isRecord(call)) return [deltaOf({ function: call })];
  if (isRecord(calls)) return [deltaOf(calls)];
  return Array.isArray(calls) && calls.length > 0 ? calls.filter(isRecord).map(deltaOf) : NO_CALLS;
}

function deltaOf(call: JsonRecord): ToolCallDelta {
  // Some servers leave out the `function` around name and arguments.
  const fn = isRecord(call["function"]) ? call["function"] : call;
  const { id } = call;
  return {
    index: indexOf(call["index"]),
    id: typeof id === "string" && id.length <= MAX_CALL_ID_CHARS ? id : "",
    name: textOrEmpty(fn["name"]),
    // Some providers send the whole object instead of its JSON text.
    arguments: isRecord(fn["arguments"]) ? JSON.stringify(fn["arguments"]) : textOrEmpty(fn["arguments"]),
    extra: isRecord(call["extra_content"]) ? call["extra_content"] : null,
  };
}

function indexOf(value: unknown): number | null {
  const index = typeof value === "string" && value !== "" ? Number(value) : value;
  return typeof index === "number" && Number.isSafeInteger(index) ? index : null;
}
