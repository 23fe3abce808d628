import type { ModelMessage, ModelToolCall } from "@sendcat/shared-types";

/**
 * The calls of a step under ids that no other call of the turn has: some providers count anew in every step, or name two calls alike, and readers
 * know a call by its id.
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

/** The calls as they go back to the provider: what is no JSON object is refused by many, with all that came before it. */
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
