import type { ModelMessage, ModelToolCall } from "@sendcat/shared-types";

/**
 * The calls of a step with ids that are unique in the turn. Some providers restart their numbering in every step or give two calls the same id,
 * and readers tell calls apart by id.
 */
export function underOwnIds(
  calls: readonly ModelToolCall[],
  messages: readonly ModelMessage[],
): readonly ModelToolCall[] {
  const taken = new Set(messages.flatMap(callsOf).map(({ callId }) => callId));
  return calls.map((call) => {
    let { callId } = call;
    for (let n = 2; taken.has(callId); n++) callId = `${call.callId}-${n}`;
    taken.add(callId);
    return { ...call, callId };
  });
}

/** The calls as they are sent back to the provider. Many providers reject the whole request if an input is not a JSON object, so it becomes `{}`. */
export function replayable(calls: readonly ModelToolCall[]): readonly ModelToolCall[] {
  return calls.map((call) => (isObject(call.input) ? call : { ...call, input: "{}" }));
}

function callsOf(message: ModelMessage): readonly ModelToolCall[] {
  return message.role === "assistant" ? (message.toolCalls ?? []) : [];
}

function isObject(json: string): boolean {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
