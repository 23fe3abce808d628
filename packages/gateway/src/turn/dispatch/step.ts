import type { Prompt } from "../compose/compose-prompt.ts";
import type { Emitted } from "../emit/emit.ts";
import type { Dispatched, NotDispatched } from "./dispatch.ts";

/** One model call: its prompt, the route that answered or why none did, and the answer. */
export interface Step {
  readonly prompt: Prompt;
  readonly dispatched: Dispatched | NotDispatched;
  readonly emitted: Emitted;
  /** The answer's text, without reasoning. */
  readonly text: string;
  readonly hasPicture: boolean;
  /** UTF-8 bytes of the whole output: text, reasoning, tool names and inputs. */
  readonly answerBytes: number;
}
