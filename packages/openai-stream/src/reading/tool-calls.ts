import type { ModelEvent } from "@sendcat/shared-types";
import { MAX_TOOL_CALLS, MAX_TOOL_INPUT_CHARS } from "../limits.ts";
import { ObjectText, opensObject } from "./object-text.ts";

/** A piece of a tool call as a chunk brings it. Empty texts and null: it does not say. */
export interface ToolCallDelta {
  readonly index: number | null;
  readonly id: string;
  readonly name: string;
  readonly arguments: string;
}

interface Call {
  /** What the provider calls it; empty until it has said so. */
  id: string;
  name: string;
  /** What readers know it by, from its first event on; empty until then. */
  callId: string;
  input: ObjectText;
  /** Taken for a call of its own only because its name came again: without arguments it is none. */
  readonly isGuess: boolean;
}

/**
 * Puts tool calls together from their pieces. Providers leave out indexes and ids, number every call 0, give two calls one id, send the name
 * after the arguments, and say a call twice. The rules are those of the AI SDK's readers, and where they give up the closing bracket decides.
 */
export class ToolCalls {
  readonly #calls: Call[] = [];
  readonly #byIndex = new Map<number, Call>();
  readonly #byId = new Map<string, Call>();
  /** Names that were offered. */
  readonly #tools: ReadonlySet<string>;
  #chars = 0;

  constructor(tools: readonly string[]) {
    this.#tools = new Set(tools);
  }

  /** The events of some pieces; null when they are more than any answer has. */
  push(deltas: readonly ToolCallDelta[]): readonly ModelEvent[] | null {
    const events: ModelEvent[] = [];
    for (const delta of deltas) {
      this.#chars += delta.arguments.length;
      if (this.#chars > MAX_TOOL_INPUT_CHARS) return null;
      let rest = this.#take(delta, events);
      // What follows a closed object in one piece is the next call, or nothing.
      while (rest.trim() !== "" && this.#calls.length <= MAX_TOOL_CALLS) {
        rest = this.#take({ index: delta.index, id: "", name: "", arguments: rest }, events);
      }
      if (this.#calls.length > MAX_TOOL_CALLS) return null;
    }
    return events;
  }

  /** The whole calls, in the order they began. A call without arguments has an empty object. */
  end(): readonly ModelEvent[] {
    return this.#calls
      .filter(({ name, isGuess, input }) => name !== "" && !(isGuess && input.isBlank))
      .flatMap((call): ModelEvent[] => {
        const started = this.#start(call);
        const { callId, name, input } = call;
        return [...started, { type: "tool-call", callId, name, input: input.isBlank ? "{}" : input.text }];
      });
  }

  /** Some tool is asked something, and no name came to say which. */
  get hasNameless(): boolean {
    return this.#calls.some(({ name, input }) => name === "" && !input.isBlank);
  }

  /** The arguments of some call did not come to their end. */
  get isTorn(): boolean {
    return this.#calls.some(({ isGuess, input }) => !input.isClosed && !(isGuess && input.isBlank));
  }

  #take(delta: ToolCallDelta, events: ModelEvent[]): string {
    const found = this.#find(delta);
    const joined = found ? this.#joinedName(found, delta) : null;
    const does = found ? whatItDoes(found, joined === null ? delta : { ...delta, name: "" }) : "begin";
    const call = found && does !== "begin" ? found : this.#begin(delta.id === "" && found !== undefined);
    if (does === "start-over") call.input = new ObjectText();
    call.id ||= delta.id;
    if (call.id !== "") this.#byId.set(call.id, call);
    if (delta.index !== null) this.#byIndex.set(delta.index, call);
    // An object that follows a closed one without a word is asked of the same tool.
    const name = delta.name || (does === "begin" && delta.id === "" ? (found?.name ?? "") : "");
    call.name = joined ?? (call.name || name);
    const rest = does === "repeat" ? "" : call.input.push(delta.arguments);
    if (call.name !== "" && !call.input.isBlank) events.push(...this.#start(call));
    return rest;
  }

  /** Until its arguments come, more of its name may. */
  #start(call: Call): ModelEvent[] {
    if (call.callId !== "") return [];
    call.callId = call.id || `call_${this.#calls.indexOf(call)}`;
    return [{ type: "tool-call-start", callId: call.callId, name: call.name }];
  }

  /** The name of a call with this piece of it, where the piece goes on with the name; null where it is none, a repeat, or another tool's. */
  #joinedName(call: Call, { id, name }: ToolCallDelta): string | null {
    const isOther = name !== "" && call.name !== "" && name !== call.name;
    if (!isOther || !call.input.isBlank || (id !== "" && call.id !== "" && id !== call.id)) return null;
    const repeatsBeginning = name.startsWith(call.name);
    if (this.#tools.has(name) && (this.#tools.has(call.name) || !repeatsBeginning)) return null;
    return repeatsBeginning ? name : call.name + name;
  }

  #find({ index, id, name }: ToolCallDelta): Call | undefined {
    const there = index === null ? this.#calls.at(-1) : this.#byIndex.get(index);
    if (id === "" || there?.id === id) return there;
    const known = this.#byId.get(id);
    // An index that is new begins a call, even under an id that another call has.
    if (index !== null && !there) return name === "" ? known : undefined;
    return known ?? there;
  }

  #begin(isGuess: boolean): Call {
    const call: Call = { id: "", name: "", callId: "", input: new ObjectText(), isGuess };
    this.#calls.push(call);
    return call;
  }
}

/** What a piece does that comes where a call stands already. */
function whatItDoes(call: Call, delta: ToolCallDelta): "continue" | "begin" | "repeat" | "start-over" {
  const { id, name, arguments: text } = delta;
  const isOtherId = id !== "" && call.id !== "" && id !== call.id;
  const isOtherName = name !== "" && call.name !== "" && name !== call.name;
  const isEmpty = text.trim() === "";
  if (isOtherName) return "begin";
  if (!call.input.isClosed) {
    // Some providers give every piece an id of its own.
    const isFresh = call.input.isBlank || isEmpty || opensObject(text);
    return isOtherId && (call.name === "" || (name !== "" && isFresh)) ? "begin" : "continue";
  }
  if (isOtherId) return "begin";
  if (call.name === "" && name !== "") return "continue";
  if (isEmpty) return name !== "" && id === "" ? "begin" : "repeat";
  // Some begin with an empty object, and then send the arguments.
  if (call.input.text === "{}" && (name === "" || id !== "")) return opensObject(text) ? "start-over" : "repeat";
  return opensObject(text) && text.trim() !== call.input.text ? "begin" : "repeat";
}
