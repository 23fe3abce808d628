import type { ModelEvent } from "@sendcat/shared-types";
import { MAX_TOOL_CALLS, MAX_TOOL_INPUT_CHARS } from "./limits.ts";

/** A piece of a tool call as a chunk brings it: the name comes once, the arguments in pieces. */
export interface ToolCallDelta {
  readonly index: number;
  readonly id: string;
  readonly name: string;
  readonly arguments: string;
}

interface Call {
  readonly callId: string;
  readonly name: string;
  input: string;
}

/** Puts tool calls together from their pieces. A piece of a call that never said its name is passed over. */
export class ToolCalls {
  readonly #calls = new Map<number, Call>();
  #chars = 0;

  /** The events of some pieces; null when they are more than any answer has. */
  push(deltas: readonly ToolCallDelta[]): readonly ModelEvent[] | null {
    const events: ModelEvent[] = [];
    for (const delta of deltas) {
      let call = this.#calls.get(delta.index);
      if (!call && delta.id !== "" && delta.name !== "") {
        call = { callId: delta.id, name: delta.name, input: "" };
        this.#calls.set(delta.index, call);
        events.push({ type: "tool-call-start", callId: call.callId, name: call.name });
      }
      if (!call) continue;
      call.input += delta.arguments;
      this.#chars += delta.arguments.length;
    }
    return this.#chars > MAX_TOOL_INPUT_CHARS || this.#calls.size > MAX_TOOL_CALLS ? null : events;
  }

  /** The whole calls, in the order they began. A call without arguments has an empty object. */
  end(): readonly ModelEvent[] {
    return [...this.#calls.values()].map(({ callId, name, input }) => ({
      type: "tool-call",
      callId,
      name,
      input: input.trim() === "" ? "{}" : input,
    }));
  }
}
