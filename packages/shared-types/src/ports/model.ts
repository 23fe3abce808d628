import type { Refusal } from "../errors/refusal.ts";
import type { ModelProvider } from "../policy/model-provider.ts";
import type { TokenPrices } from "../policy/token-prices.ts";
import type { FinishReason } from "../stream/finish-reason.ts";

/** A tool that the model may ask for. */
export interface ModelTool {
  readonly name: string;
  readonly description: string;
  /** JSON Schema of its input. */
  readonly inputSchema: Readonly<Record<string, unknown>>;
}

/** What the model asked of a tool: `input` is JSON text as the model wrote it, which may not be JSON. */
export interface ModelToolCall {
  readonly callId: string;
  readonly name: string;
  readonly input: string;
}

export type ModelMessage =
  | { readonly role: "system"; readonly content: string }
  /** `pictures`: their addresses, or data URLs. */
  | { readonly role: "user"; readonly content: string; readonly pictures?: readonly string[] }
  | { readonly role: "assistant"; readonly content: string; readonly toolCalls?: readonly ModelToolCall[] }
  /** What a tool answered, as text for the model. */
  | { readonly role: "tool"; readonly callId: string; readonly name: string; readonly content: string };

export interface ModelRequest {
  readonly provider: ModelProvider;
  /** The provider's model id, e.g. `google/gemini-2.5-flash`. */
  readonly model: string;
  readonly messages: readonly ModelMessage[];
  readonly maxOutputTokens: number;
  readonly tools?: readonly ModelTool[];
  /** The provider may take no more than this: what was put on hold for the answer was reckoned with it. */
  readonly maxPrices: TokenPrices;
  /** A stable, opaque name of the user for the provider's abuse isolation. Never an address or an e-mail. */
  readonly user: string;
}

export interface ModelUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly reasoningTokens: number;
  readonly cachedInputTokens: number;
  /** What the provider says it cost; null when it did not say. */
  readonly costMicroUsd: number | null;
}

/** `usage` comes at most once; `finish` or `error` is the last event of a stream. A stream that was cut ends with `error`. */
export type ModelEvent =
  | { readonly type: "text-delta"; readonly text: string }
  | { readonly type: "reasoning-delta"; readonly text: string }
  /** A tool call has begun; its whole input follows with `tool-call`, before `finish`. */
  | { readonly type: "tool-call-start"; readonly callId: string; readonly name: string }
  | ({ readonly type: "tool-call" } & ModelToolCall)
  | { readonly type: "usage"; readonly usage: ModelUsage }
  | { readonly type: "finish"; readonly reason: FinishReason }
  | { readonly type: "error"; readonly refusal: Refusal; readonly cause?: unknown };

export interface ModelStream {
  readonly ok: true;
  /** The name of this generation: what the true cost is asked by later. Known at the latest with the first batch. */
  generationId(): string | null;
  /** One batch per network read, never empty. Cancelling it closes the upstream connection. */
  readonly batches: ReadableStream<readonly ModelEvent[]>;
}

export interface ModelFailure {
  readonly ok: false;
  readonly refusal: Refusal;
  /** Whether another route may be tried. */
  readonly retryable: boolean;
  readonly cause?: unknown;
}

export interface Model {
  /** Resolves when the provider's headers are in. Never rejects for what the provider or the network does. */
  stream(request: ModelRequest, options: { readonly signal: AbortSignal }): Promise<ModelStream | ModelFailure>;
}
