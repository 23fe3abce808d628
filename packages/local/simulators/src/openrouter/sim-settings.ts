import { billOf, type Bill } from "./bill.ts";
import { CHUNK_SHAPE_NAMES } from "./chunk-shapes.ts";
import type { ChatCompletionRequest } from "./chat-completion-request.ts";
import { readDirectives } from "./directives.ts";
import { isFault } from "./faults.ts";
import { DEFAULT_PACE, type Pace } from "./pace.ts";
import { numberParam, paramsOfBody, paramsOfModel, paramsProblem, type SimParams } from "./sim-params.ts";
import { SHAPE_NAMES } from "./tool-call-shapes.ts";

export const MODES = ["shop", "title", "bench", "echo"] as const;
export type Mode = (typeof MODES)[number];

/** Everything that decides what one request gets. */
export interface SimSettings extends Pace {
  readonly mode: Mode;
  /** Words of a bench answer. */
  readonly tokens: number;
  /** At full pace, tokens that leave in one write. */
  readonly tokensPerWrite: number;
  readonly fault: string | null;
  /** Tokens before a fault in mid-stream. */
  readonly after: number;
  readonly delayMs: number;
  readonly retryAfterSeconds: number;
  readonly reasoning: boolean;
  /** What is asked of tools: `auto` what the question needs, `none`, `first` the first tool offered, or a tool by its name. */
  readonly toolCall: string;
  /** What it is asked, a plus for each space; null: the question. `calls` at once, in each of `steps` calls of the model. */
  readonly toolQuery: string | null;
  readonly calls: number;
  readonly steps: number;
  /** Why an answer says it ended, and why a call of tools does; `none` says nothing. */
  readonly finish: string;
  readonly toolFinish: string;
  /** How calls of tools are sent, a plus between names. */
  readonly shapes: readonly string[];
  /** How odd the chunks of the answer are; names of `chunk-shapes.ts`. */
  readonly chunkShapes: readonly string[];
  readonly bill: Bill;
  /** A word by which a test finds its call in the log. */
  readonly tag: string | null;
  /** The last user message without directives. */
  readonly question: string;
}

export type ResolvedSettings =
  | { readonly ok: true; readonly settings: SimSettings }
  | { readonly ok: false; readonly message: string };

/**
 * A directive in the last user message wins over headers, those over the body's `sim`, that over the model id, that over `pace`.
 * `queuedFault` (from an admin call) fills in where the request names none.
 */
export function resolveSettings(
  request: ChatCompletionRequest,
  given: { readonly headers?: SimParams; readonly pace?: Pace; readonly takeFault?: () => SimParams | null } = {},
): ResolvedSettings {
  const { headers = {}, pace = DEFAULT_PACE } = given;
  const lastUser = request.messages.findLast(({ role }) => role === "user")?.text ?? "";
  const title = asksForTitle(request);
  const { text, params: directives } = readDirectives(lastUser);
  const named: SimParams = { ...paramsOfModel(request.model), ...paramsOfBody(request.sim), ...headers };
  const problem = paramsProblem(named);
  if (problem !== null) return { ok: false, message: problem };
  // A title is asked for a whole conversation: directives that stand in it were meant for its turns.
  let params: SimParams = title ? named : { ...named, ...directives };
  // Nor does a title use up a fault ordered for the next answer.
  if (!params["fault"] && !title) params = { ...params, ...given.takeFault?.() };
  const fault = params["fault"] ?? null;
  if (fault !== null && !isFault(fault)) return { ok: false, message: `sim: there is no fault ${fault}` };
  const mode = MODES.find((name) => name === (params["mode"] ?? (title ? "title" : "shop")));
  if (!mode) return { ok: false, message: `${request.model} is not a valid model ID` };
  const shapes = namesIn(params["shape"]);
  const chunkShapes = namesIn(params["chunk"]);
  const oddShape =
    shapes.find((name) => !SHAPE_NAMES.includes(name)) ?? chunkShapes.find((name) => !CHUNK_SHAPE_NAMES.includes(name));
  if (oddShape !== undefined) return { ok: false, message: `sim: there is no shape ${oddShape}` };
  return {
    ok: true,
    settings: {
      mode,
      tokens: numberParam(params, "tokens") ?? 200,
      ttftMs: numberParam(params, "ttft-ms") ?? pace.ttftMs,
      tokensPerSecond: numberParam(params, "tokens-per-second") ?? pace.tokensPerSecond,
      tokensPerWrite: numberParam(params, "tokens-per-write") ?? 1,
      fault,
      after: numberParam(params, "after") ?? 5,
      delayMs: numberParam(params, "delay-ms") ?? 10_000,
      retryAfterSeconds: numberParam(params, "retry-after") ?? 2,
      reasoning: isOn(params["reasoning"]),
      toolCall: params["tool-call"] ?? "auto",
      toolQuery: params["query"]?.replaceAll("+", " ") ?? null,
      calls: numberParam(params, "calls") ?? 1,
      steps: numberParam(params, "steps") ?? 1,
      finish: params["finish"] ?? "stop",
      toolFinish: params["tool-finish"] ?? "tool_calls",
      shapes,
      chunkShapes,
      bill: billOf(params),
      tag: params["tag"] ?? null,
      question: text,
    },
  };
}

/** Names joined by `+`. */
function namesIn(value = ""): readonly string[] {
  return value.split("+").filter(Boolean);
}

function isOn(value: string | undefined): boolean {
  return value === "1" || value === "true";
}

function asksForTitle({ messages }: ChatCompletionRequest): boolean {
  return messages.some(({ role, text }) => role === "system" && /\btitle\b/i.test(text));
}
