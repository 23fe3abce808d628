import type { ToolInput } from "../tools/tool-input.ts";
import type { ToolResult } from "../tools/tool-result.ts";

/** A search provider. Throws a SearchFailure; anything else it throws is a bug. */
export interface SearchProvider {
  /** Names its circuit breaker, e.g. `serper/search`. */
  readonly route: string;
  /** The company that answers, e.g. `serper`: names the bulkhead `provider:UPSTREAM`. */
  readonly upstream: string;
  search(input: ToolInput, signal: AbortSignal): Promise<ToolResult>;
}

/** The provider gave no result. */
export class SearchFailure extends Error {
  override readonly name = "SearchFailure";
  /** Whether the same question may succeed later. */
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;

  constructor(message: string, options: { retryable: boolean; retryAfterMs?: number | undefined; cause?: unknown }) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.retryable = options.retryable;
    this.retryAfterMs = options.retryAfterMs;
  }
}
