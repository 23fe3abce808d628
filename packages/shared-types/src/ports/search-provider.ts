import type { ToolInput } from "../tools/tool-input.ts";
import type { ToolResult } from "../tools/tool-result.ts";

/** Somebody who can be searched. Throws a SearchFailure; anything else it throws is a bug. */
export interface SearchProvider {
  /** Names its circuit breaker, e.g. `serper/search`. */
  readonly route: string;
  /** Who answers, e.g. `serper`: the bulkhead `provider:UPSTREAM`. */
  readonly upstream: string;
  search(input: ToolInput, signal: AbortSignal): Promise<ToolResult>;
}

/** A provider that did not give a result. */
export class SearchFailure extends Error {
  override readonly name = "SearchFailure";
  /** Whether the same question may be answered later. */
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;

  constructor(message: string, options: { retryable: boolean; retryAfterMs?: number | undefined; cause?: unknown }) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.retryable = options.retryable;
    this.retryAfterMs = options.retryAfterMs;
  }
}
