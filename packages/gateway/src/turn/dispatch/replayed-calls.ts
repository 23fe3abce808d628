import type { ModelMessage, ModelToolCall } from "@sendcat/shared-types";
import type { Step } from "./step.ts";

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

/**
 * A step's text, calls and reasoning as the message that is sent back to the provider. Many providers reject the whole request if an input is not
 * a JSON object, so it becomes `{}`.
 */
export function callMessage({ dispatched, emitted, text }: Step, calls: readonly ModelToolCall[]): ModelMessage {
  const toolCalls = calls.map((call) => (isObject(call.input) ? call : { ...call, input: "{}" }));
  const message = { role: "assistant", content: text, toolCalls } as const;
  const { provider, model } = dispatched.route;
  const fields = emitted.reasoningFields;
  const hasExtras = toolCalls.some(({ extra }) => extra !== undefined);
  return fields === null && !hasExtras ? message : { ...message, reasoning: { provider, model, fields: fields ?? {} } };
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
