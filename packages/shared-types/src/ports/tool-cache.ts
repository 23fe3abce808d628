import type { ErrorCode } from "../errors/error-table.ts";
import type { ToolJob } from "../tools/tool-job.ts";
import type { ToolName } from "../tools/tool-table.ts";
import type { ToolResult } from "../tools/tool-result.ts";

/** Outcome of a search: its result, or that it failed. Both are cached, a failure briefly. */
export type ToolOutcome =
  | { readonly ok: true; readonly result: ToolResult }
  | { readonly ok: false; readonly code: ErrorCode };

export interface ToolLookup {
  readonly tool: ToolName;
  readonly key: string;
  /** Id of the caller, which holds the lock if it leads. A lookup with the same id renews the lock. */
  readonly caller: string;
  /** A leader's latest information about its job, for those who wait. */
  readonly progress: ToolJob | null;
}

/**
 * `hit`: the result. `stale`: past its freshness, but usable while a new one is fetched, by this caller if `lead`. `lead`: this caller has
 * to fetch it and holds the lock. `wait`: another caller fetches it; look again. `unavailable`: the cache does not answer.
 * `clearedAtMs`: nothing fetched before this may be used, in either tier.
 */
export type ToolFound =
  | { readonly state: "hit"; readonly outcome: ToolOutcome }
  | { readonly state: "stale"; readonly outcome: ToolOutcome; readonly lead: boolean; readonly clearedAtMs: number }
  | { readonly state: "lead"; readonly clearedAtMs: number }
  | { readonly state: "wait"; readonly progress: ToolJob | null }
  | { readonly state: "unavailable" };

export interface ToolPublication {
  readonly tool: ToolName;
  readonly key: string;
  readonly outcome: ToolOutcome;
  /** When it was fetched, Unix milliseconds: its freshness counts from then. */
  readonly fetchedAtMs: number;
}

/** Results of tools, and the choice of the one host that fetches the next result. No method rejects; each waits a bounded time. */
export interface ToolCache {
  /** One round trip. */
  lookup(lookup: ToolLookup): Promise<ToolFound>;
  /** Makes the outcome available to every caller that waits for the key. */
  publish(publication: ToolPublication): Promise<void>;
  /** A leader gives up without an outcome: another caller may lead. */
  release(key: string, caller: string): Promise<void>;
  /** The caller stops waiting. True when no other caller waits. */
  leave(key: string, caller: string): Promise<boolean>;
}
