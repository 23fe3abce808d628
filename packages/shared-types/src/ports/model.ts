import type { Refusal } from "../errors/refusal.ts";
import type { ModelProvider } from "../policy/model-provider.ts";
import type { PromptCache } from "../policy/model-route.ts";
import type { ProviderData } from "../policy/provider-data.ts";
import type { TokenPrices } from "../policy/token-prices.ts";
import type { FinishReason } from "../stream/finish-reason.ts";

/** A tool that the model may call. */
export interface ModelTool {
  readonly name: string;
  readonly description: string;
  /** JSON Schema of its input. */
  readonly inputSchema: Readonly<Record<string, unknown>>;
}

/** A tool call of the model. `input` is JSON text as the model wrote it, and may not be valid JSON. */
export interface ModelToolCall {
  readonly callId: string;
  readonly name: string;
  readonly input: string;
  /** The call's `extra_content` in the provider's own form, such as Google's thought signature. Goes back as `ModelReasoning` does. */
  readonly extra?: Readonly<Record<string, unknown>>;
}

/**
 * The model's reasoning in the provider's own fields. Some models refuse the results of their tool calls without it. Only the model that wrote it
 * may get it back.
 */
export interface ModelReasoning {
  readonly provider: ModelProvider;
  readonly model: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

export type ModelMessage =
  | { readonly role: "system"; readonly content: string }
  /** `pictures`: their URLs, or data URLs. `note`: what the model should know with this message; not the user's words. */
  | { readonly role: "user"; readonly content: string; readonly pictures?: readonly string[]; readonly note?: string }
  | {
      readonly role: "assistant";
      readonly content: string;
      readonly toolCalls?: readonly ModelToolCall[];
      /** Sent back with the tool calls. */
      readonly reasoning?: ModelReasoning;
    }
  /** A tool's output, as text for the model. */
  | { readonly role: "tool"; readonly callId: string; readonly name: string; readonly content: string };

export interface ModelRequest {
  readonly provider: ModelProvider;
  /** The provider's model id, e.g. `google/gemini-2.5-flash`. */
  readonly model: string;
  readonly messages: readonly ModelMessage[];
  readonly maxOutputTokens: number;
  readonly tools?: readonly ModelTool[];
  /** The model must answer without another tool call. The tools are still named, because `messages` contains calls of them. */
  readonly toolChoice?: "none";
  /** Price limit for the provider: the answer's reservation was computed with it. */
  readonly maxPrices: TokenPrices;
  /** A router asks only hosts that keep to it; a provider without a setting for it has its own terms. */
  readonly providerData: ProviderData;
  /** `marked`: the request marks what the provider may keep for the next prompt of the conversation. Missing: `automatic`. */
  readonly promptCache?: PromptCache;
  /** A stable, opaque name of the user, for the provider's abuse isolation. Never an address or an e-mail. */
  readonly user: string;
}

export interface ModelUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly reasoningTokens: number;
  /** Input read from the provider's prompt cache. */
  readonly cachedInputTokens: number;
  /** Input written there; missing: none. */
  readonly cacheWriteTokens?: number;
  /** The cost as the provider reports it; null when it does not. */
  readonly costMicroUsd: number | null;
}

/** `usage` comes at most once; `finish` or `error` is the last event of a stream. A stream that was cut ends with `error`. */
export type ModelEvent =
  | { readonly type: "text-delta"; readonly text: string }
  | { readonly type: "reasoning-delta"; readonly text: string }
  /** The model reasons, but its provider hides the text: a sign of life. */
  | { readonly type: "reasoning-hidden" }
  /** The reasoning to send back with this answer's tool calls: at most once, before `tool-call`. See `ModelReasoning`. */
  | { readonly type: "reasoning-fields"; readonly fields: ModelReasoning["fields"] }
  /** A page that the answer cites; each URL once. */
  | { readonly type: "source"; readonly url: string; readonly title: string | null }
  /** A picture in the answer: an https or a data URL. */
  | { readonly type: "picture"; readonly url: string }
  /** A tool call has started; its complete input follows with `tool-call`, before `finish`. */
  | { readonly type: "tool-call-start"; readonly callId: string; readonly name: string }
  | ({ readonly type: "tool-call" } & ModelToolCall)
  | { readonly type: "usage"; readonly usage: ModelUsage }
  | { readonly type: "finish"; readonly reason: FinishReason }
  | { readonly type: "error"; readonly refusal: Refusal; readonly cause?: unknown };

/** Where an answer came from and why it ended, in the provider's own words, for operators. Null: it did not say. */
export interface AnswerOrigin {
  /** The host of the model that a router chose, at most 100 characters. */
  readonly host: string | null;
  /** The host's reason for ending, at most 100 characters; `FinishReason` has ours. */
  readonly nativeFinishReason: string | null;
}

export interface ModelStream {
  readonly ok: true;
  /** The generation's id, used to ask for the true cost later. Known at the latest with the first batch. */
  generationId(): string | null;
  /** One batch per network read, never empty. Cancelling it closes the upstream connection. */
  readonly batches: ReadableStream<readonly ModelEvent[]>;
  /** As far as it is known; complete with the last batch. Missing: the adapter does not read it. */
  origin?(): AnswerOrigin;
}

export interface ModelFailure {
  readonly ok: false;
  readonly refusal: Refusal;
  /** Whether another route may be tried. */
  readonly retryable: boolean;
  readonly cause?: unknown;
}

export interface Model {
  /** Resolves when the provider's headers have arrived. Never rejects because of the provider or the network. */
  stream(request: ModelRequest, options: { readonly signal: AbortSignal }): Promise<ModelStream | ModelFailure>;
}
