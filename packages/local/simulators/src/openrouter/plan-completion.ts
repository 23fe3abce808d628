import { answer } from "../shop/answer.ts";
import { understand } from "../shop/conversation.ts";
import { titleOf } from "../shop/title.ts";
import type { ChatCompletionRequest } from "./chat-completion-request.ts";
import type { SimSettings } from "./sim-settings.ts";
import { benchToken, tokenize } from "./tokens.ts";

/** Everything an answer will contain, decided before its first byte is sent. */
export interface CompletionPlan {
  readonly reasoning: readonly string[];
  readonly tokens: readonly string[];
  readonly toolCalls: readonly ToolCallPlan[];
  /** OpenRouter's finish reason; `none` leaves it out. */
  readonly finishReason: string;
}

interface ToolCallPlan {
  readonly name: string;
  readonly argumentDeltas: readonly string[];
}

const MEGABYTE = 1_048_576;
const REASONING =
  "The shopper wants goods delivered to an island. I look at price, freight, duty and time, then compare.";

/** Pure: the same request and settings give the same plan. */
export function planCompletion(request: ChatCompletionRequest, settings: SimSettings): CompletionPlan {
  const reasoning = settings.reasoning ? tokenize(REASONING) : [];
  const tool = settings.fault === "empty" ? null : toolFor(request, settings);
  if (tool !== null && request.toolResults < settings.steps * settings.calls) {
    const toolCalls = Array.from({ length: settings.calls }, (_, n) => {
      const query = settings.toolQuery ?? settings.question;
      const argumentDeltas = tokenize(JSON.stringify({ query: n === 0 ? query : `${query} ${n + 1}` }));
      return { name: tool, argumentDeltas };
    });
    return { reasoning, tokens: [], toolCalls, finishReason: settings.toolFinish };
  }
  const whole = settings.fault === "empty" ? [] : restOf(tokensOf(request, settings), settings.said);
  const tokens = whole.slice(0, Math.min(request.maxTokens, settings.limit ?? Infinity));
  const finishReason = tokens.length < whole.length ? "length" : settings.finish;
  return { reasoning, tokens, toolCalls: [], finishReason };
}

/** The tokens after what has been said; all of them if the answer did not begin like that. */
function restOf(tokens: readonly string[], said: string | null): readonly string[] {
  const whole = tokens.join("");
  return said !== null && whole.startsWith(said) ? tokenize(whole.slice(said.length)) : tokens;
}

/** The tool to call, or null: the demo shop looks up products, duty and delivery, when those tools are offered. */
function toolFor(
  { toolNames, messages }: ChatCompletionRequest,
  { mode, toolCall, question }: SimSettings,
): string | null {
  if (toolCall === "first") return toolNames[0] ?? null;
  if (toolCall !== "auto") return toolNames.includes(toolCall) ? toolCall : null;
  if (mode !== "shop") return null;
  const { intent, namesGoods } = understand([...messages.slice(0, -1), { role: "user", text: question }]);
  const wanted = intent === "products" && namesGoods ? "search_products" : intent === "costs" ? "search_web" : null;
  return wanted !== null && toolNames.includes(wanted) ? wanted : null;
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
