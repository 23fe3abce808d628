import { billOf, type Bill } from "./bill.ts";
import { CHUNK_SHAPE_FORMS } from "./chunk-shapes.ts";
import type { ChatCompletionRequest } from "./chat-completion-request.ts";
import { readDirectives } from "./directives.ts";
import { extraDeltas, type ExtraDelta } from "./extra-deltas.ts";
import { isFault } from "./faults.ts";
import { oddStream, type OddStream } from "./odd-streams.ts";
import { DEFAULT_PACE, type Pace } from "./pace.ts";
import { numberParam, paramsOfBody, paramsOfModel, paramsProblem, type SimParams } from "./sim-params.ts";
import { TOOL_CALL_FORMS } from "./tool-call-shapes.ts";

export const MODES = ["shop", "title", "bench", "echo"] as const;
export type Mode = (typeof MODES)[number];

/** Everything that decides how one request is answered. */
export interface SimSettings extends Pace {
  readonly mode: Mode;
  /** Number of words in a bench answer. */
  readonly tokens: number;
  /** At full speed, tokens sent in one write. */
  readonly tokensPerWrite: number;
  readonly fault: string | null;
  /** Tokens sent before a mid-stream fault. */
  readonly after: number;
  readonly delayMs: number;
  readonly retryAfterSeconds: number;
  readonly reasoning: boolean;
  /** Which tool the answer calls: `auto` what the question needs, `none`, `first` the first tool offered, or a tool by its name. */
  readonly toolCall: string;
  /** The tool's query, with a plus for each space; null: the question. `calls` at once, in each of `steps` model calls. */
  readonly toolQuery: string | null;
  readonly calls: number;
  readonly steps: number;
  /** Finish reason of an answer, and of a tool call; `none` leaves it out. */
  readonly finish: string;
  readonly toolFinish: string;
  /** Shapes of the tool calls, names joined by plus. */
  readonly shapes: readonly string[];
  /** Oddities of the answer's chunks; names of `chunk-shapes.ts`. */
  readonly chunkShapes: readonly string[];
  /** The stream sent instead of an answer until a tool has given a result. */
  readonly odd: OddStream | null;
  /** Chunks with cited pages and pictures, sent after the first words. */
  readonly extras: readonly ExtraDelta[];
  readonly bill: Bill;
  /** A word by which a test finds its request in the log. */
  readonly tag: string | null;
  /** Tokens after which an answer, or the rest of one, is cut at its length limit; null: those of the request. */
  readonly limit: number | null;
  /** The last question, without directives. */
  readonly question: string;
  /** What the answer has said already, when the request asks for its rest; else null. */
  readonly said: string | null;
}

export type ResolvedSettings =
  | { readonly ok: true; readonly settings: SimSettings }
  | { readonly ok: false; readonly message: string };

/**
 * Order of precedence: a directive in the last user message, headers, the body's `sim`, the model id, `pace`.
 * `queuedFault` (from an admin call) applies when the request names no fault.
 */
export function resolveSettings(
  request: ChatCompletionRequest,
  given: { readonly headers?: SimParams; readonly pace?: Pace; readonly takeFault?: () => SimParams | null } = {},
): ResolvedSettings {
  const { headers = {}, pace = DEFAULT_PACE } = given;
  const { text: lastUser, said } = lastQuestion(request);
  const title = asksForTitle(request);
  const { text, params: directives } = readDirectives(lastUser);
  const named: SimParams = { ...paramsOfModel(request.model), ...paramsOfBody(request.sim), ...headers };
  const problem = paramsProblem(named);
  if (problem !== null) return { ok: false, message: problem };
  // A title request quotes the whole conversation: directives in it were meant for its turns.
  let params: SimParams = title ? named : { ...named, ...directives };
  // Nor does a title request use up a fault queued for the next answer.
  if (!params["fault"] && !title) params = { ...params, ...given.takeFault?.() };
  const fault = params["fault"] ?? null;
  if (fault !== null && !isFault(fault)) return { ok: false, message: `sim: there is no fault ${fault}` };
  const mode = MODES.find((name) => name === (params["mode"] ?? (title ? "title" : "shop")));
  if (!mode) return { ok: false, message: `${request.model} is not a valid model ID` };
  const shapes = namesIn(params["shape"]);
  const chunkShapes = namesIn(params["chunk"]);
  const oddShape =
    shapes.find((name) => !Object.hasOwn(TOOL_CALL_FORMS, name)) ??
    chunkShapes.find((name) => !Object.hasOwn(CHUNK_SHAPE_FORMS, name));
  if (oddShape !== undefined) return { ok: false, message: `sim: there is no shape ${oddShape}` };
  const odd = oddStream(params["stream"] ?? "");
  if (params["stream"] !== undefined && !odd)
    return { ok: false, message: `sim: there is no stream ${params["stream"]}` };
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
      odd,
      extras: extraDeltas({
        sources: numberParam(params, "sources") ?? 0,
        pictures: numberParam(params, "pictures") ?? 0,
        isHostile: isOn(params["hostile"]),
      }),
      bill: billOf(params),
      tag: params["tag"] ?? null,
      limit: numberParam(params, "limit") ?? null,
      question: text,
      said,
    },
  };
}

/** How the app asks for the rest of an answer. */
const ASKS_FOR_REST = /^Note by the app.*go on exactly where it ended/i;

function lastQuestion({ messages }: ChatCompletionRequest): { readonly text: string; readonly said: string | null } {
  const asked = messages.filter(({ role }) => role === "user").map(({ text }) => text);
  const last = asked.at(-1) ?? "";
  if (!ASKS_FOR_REST.test(last)) return { text: last, said: null };
  return { text: asked.at(-2) ?? "", said: messages.findLast(({ role }) => role === "assistant")?.text ?? "" };
}

/** Splits names joined by `+`. */
function namesIn(value = ""): readonly string[] {
  return value.split("+").filter(Boolean);
}

function isOn(value: string | undefined): boolean {
  return value === "1" || value === "true";
}

function asksForTitle({ messages }: ChatCompletionRequest): boolean {
  return messages.some(({ role, text }) => role === "system" && /\btitle\b/i.test(text));
}
