import type { Prompt } from "../compose/compose-prompt.ts";
import type { Emitted } from "../emit/emit.ts";
import type { Dispatched, NotDispatched } from "./dispatch.ts";

/** One call of the model: what it was shown, the route that answered or why none did, and what it said. */
export interface Step {
  readonly prompt: Prompt;
  readonly dispatched: Dispatched | NotDispatched;
  readonly emitted: Emitted;
  /** The text it said. */
  readonly text: string;
  /** Of all it wrote: text, thinking, and what it asked of tools. */
  readonly answerBytes: number;
}
