import { answer } from "../shop/answer.ts";
import { titleOf } from "../shop/title.ts";
import type { ChatCompletionRequest } from "./chat-completion-request.ts";
import type { SimSettings } from "./sim-settings.ts";
import { benchToken, tokenize } from "./tokens.ts";

/** Everything an answer will say, before a byte of it is sent. */
export interface CompletionPlan {
  readonly reasoning: readonly string[];
  readonly tokens: readonly string[];
  readonly toolCall: { readonly name: string; readonly argumentDeltas: readonly string[] } | null;
  /** OpenRouter's word for why it ends. */
  readonly finishReason: string;
}

const MEGABYTE = 1_048_576;
const REASONING =
  "The shopper wants goods delivered to an island. I look at price, freight, duty and time, then compare.";

/** Pure: the same request and settings plan the same answer. */
export function planCompletion(request: ChatCompletionRequest, settings: SimSettings): CompletionPlan {
  const reasoning = settings.reasoning ? tokenize(REASONING) : [];
  const [tool] = request.toolNames;
  if (settings.toolCall && tool !== undefined) {
    const argumentDeltas = tokenize(JSON.stringify({ query: settings.question }));
    return { reasoning, tokens: [], toolCall: { name: tool, argumentDeltas }, finishReason: "tool_calls" };
  }
  const whole = settings.fault === "empty" ? [] : tokensOf(request, settings);
  const tokens = whole.length > request.maxTokens ? whole.slice(0, request.maxTokens) : whole;
  const finishReason = tokens.length < whole.length ? "length" : settings.finish;
  return { reasoning, tokens, toolCall: null, finishReason };
}

function tokensOf(request: ChatCompletionRequest, settings: SimSettings): readonly string[] {
  const tokens = plainTokens(request, settings);
  if (settings.fault !== "megabyte-chunk") return tokens;
  return [...tokens.slice(0, settings.after), "x".repeat(MEGABYTE), ...tokens.slice(settings.after)];
}

function plainTokens(request: ChatCompletionRequest, { mode, tokens, question }: SimSettings): readonly string[] {
  if (mode === "bench") return Array.from({ length: tokens }, (_, n) => benchToken(n));
  if (mode === "echo") return tokenize(question);
  if (mode === "title") return tokenize(titleOf(question));
  const last = request.messages.findLastIndex(({ role }) => role === "user");
  return tokenize(answer(request.messages.map((turn, n) => (n === last ? { ...turn, text: question } : turn))));
}
