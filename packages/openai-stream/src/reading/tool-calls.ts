import type { JsonRecord, ModelEvent } from "@sendcat/shared-types";
import { MAX_TOOL_CALLS, MAX_TOOL_INPUT_CHARS } from "../limits.ts";
import { ObjectText, opensObject } from "./object-text.ts";
import type { ToolCallDelta } from "./tool-call-delta.ts";

interface Call {
  /** The provider's id; empty until it is known. */
  id: string;
  name: string;
  /** The id for our readers, fixed with its first event; empty until then. */
  callId: string;
  input: ObjectText;
  extra: JsonRecord | null;
  /** Counted as a call of its own only because its name was repeated: dropped if no arguments follow. */
  readonly isGuess: boolean;
}

/**
 * Assembles tool calls from their pieces. Providers leave out indexes and ids, number every call 0, give two calls the same id, send the name
 * after the arguments, or send a call twice. Follows the rules of the AI SDK's readers; where those give up, the closing bracket decides.
 */
export class ToolCalls {
  readonly #calls: Call[] = [];
  readonly #byIndex = new Map<number, Call>();
  readonly #byId = new Map<string, Call>();
  /** Names of the tools that were offered. */
  readonly #tools: ReadonlySet<string>;
  #chars = 0;

  constructor(tools: readonly string[]) {
    this.#tools = new Set(tools);
  }

  /** Returns the events of some pieces; null when the answer exceeds the limits. */
  push(deltas: readonly ToolCallDelta[]): readonly ModelEvent[] | null {
    const events: ModelEvent[] = [];
    for (const delta of deltas) {
      this.#chars += delta.arguments.length + (delta.extra === null ? 0 : JSON.stringify(delta.extra).length);
      if (this.#chars > MAX_TOOL_INPUT_CHARS) return null;
      let rest = this.#take(delta, events);
      // Text after a closed object in the same piece is the next call, or is dropped.
      while (rest.trim() !== "" && this.#calls.length <= MAX_TOOL_CALLS) {
        rest = this.#take({ index: delta.index, id: "", name: "", arguments: rest, extra: null }, events);
      }
      if (this.#calls.length > MAX_TOOL_CALLS) return null;
    }
    return events;
  }

  /** Returns all calls, in the order in which they began. A call without arguments gets an empty object. */
  end(): readonly ModelEvent[] {
    return this.#calls
      .filter(({ name, isGuess, input }) => name !== "" && !(isGuess && input.isBlank))
      .flatMap((call): ModelEvent[] => {
        const started = this.#start(call);
        const { callId, input, extra } = call;
        const written = input.isBlank ? "{}" : unquoted(input.text);
        const name = this.#offeredName(call.name);
        return [...started, { type: "tool-call", callId, name, input: written, ...(extra && { extra }) }];
      });
  }

  /** Whether a call has arguments but no tool name. */
  get hasNameless(): boolean {
    return this.#calls.some(({ name, input }) => name === "" && !input.isBlank);
  }

  /** Whether the arguments of a call are incomplete. */
  get isTorn(): boolean {
    return this.#calls.some(({ isGuess, input }) => !isComplete(input) && !(isGuess && input.isBlank));
  }

  #take(delta: ToolCallDelta, events: ModelEvent[]): string {
    const found = this.#find(delta);
    const joined = found ? this.#joinedName(found, delta) : null;
    const does = found ? whatItDoes(found, joined === null ? delta : { ...delta, name: "" }) : "begin";
    const call = found && does !== "begin" ? found : this.#begin(delta.id === "" && found !== undefined);
    if (does === "start-over") call.input = new ObjectText();
    call.id ||= delta.id;
    call.extra ??= delta.extra;
    if (call.id !== "") this.#byId.set(call.id, call);
    if (delta.index !== null) this.#byIndex.set(delta.index, call);
    // Arguments that follow a complete object without a name or id are another call of the same tool.
    const name = delta.name || (does === "begin" && delta.id === "" ? (found?.name ?? "") : "");
    call.name = joined ?? (call.name || name);
    const rest = does === "repeat" ? "" : call.input.push(delta.arguments);
    if (call.name !== "" && !call.input.isBlank) events.push(...this.#start(call));
    return rest;
  }

  /** The call's start event, once. Call it only when arguments have arrived: until then, more of the name may follow. */
  #start(call: Call): ModelEvent[] {
    if (call.callId !== "") return [];
    const wanted = call.id || `call_${this.#calls.indexOf(call)}`;
    const isTaken = (id: string) => this.#calls.some(({ callId }) => callId === id);
    let callId = wanted;
    for (let n = 2; isTaken(callId); n++) callId = `${wanted}-${n}`;
    call.callId = callId;
    return [{ type: "tool-call-start", callId, name: this.#offeredName(call.name) }];
  }

  /** Some models write the name with a prefix, with spaces, or with control tokens after it: `search_web<|channel|>commentary`. */
  #offeredName(name: string): string {
    const word = name.replace(/<\|.*$/s, "").trim();
    const bare = word.replace(/^(functions|default_api|tools)[.:]/, "");
    return this.#tools.has(bare) ? bare : name;
  }

  /** The call's name joined with the piece's name, if that continues it; null if it is missing, a repeat, or another tool's name. */
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
    // A new index begins a new call, even if another call has the same id.
    if (index !== null && !there) return name === "" ? known : undefined;
    return known ?? there;
  }

  #begin(isGuess: boolean): Call {
    const call: Call = { id: "", name: "", callId: "", input: new ObjectText(), extra: null, isGuess };
    this.#calls.push(call);
    return call;
  }
}

function isComplete(input: ObjectText): boolean {
  return input.isClosed || unquoted(input.text) !== input.text;
}

/** Some providers send the JSON text of the arguments as a JSON string. */
function unquoted(text: string): string {
  if (!text.startsWith('"')) return text;
  try {
    const inner: unknown = JSON.parse(text);
    return typeof inner === "string" && opensObject(inner) ? inner : text;
  } catch {
    return text;
  }
}

/** What a piece means for the call that was found for it. */
function whatItDoes(call: Call, delta: ToolCallDelta): "continue" | "begin" | "repeat" | "start-over" {
  const { id, name, arguments: text } = delta;
  const isOtherId = id !== "" && call.id !== "" && id !== call.id;
  const isOtherName = name !== "" && call.name !== "" && name !== call.name;
  const isEmpty = text.trim() === "";
  if (isOtherName) return "begin";
  if (!call.input.isClosed) {
    // Some providers give every piece a different id.
    const isFresh = call.input.isBlank || isEmpty || opensObject(text);
    return isOtherId && (call.name === "" || (name !== "" && isFresh)) ? "begin" : "continue";
  }
  if (isOtherId) return "begin";
  if (call.name === "" && name !== "") return "continue";
  if (isEmpty) return name !== "" && id === "" ? "begin" : "repeat";
  // Some providers first send an empty object, then the arguments.
  if (call.input.text === "{}" && (name === "" || id !== "")) return opensObject(text) ? "start-over" : "repeat";
  return opensObject(text) && text.trim() !== call.input.text ? "begin" : "repeat";
}
