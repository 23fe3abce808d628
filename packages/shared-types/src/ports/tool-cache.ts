import type { ErrorCode } from "../errors/error-table.ts";
import type { ToolJob } from "../tools/tool-job.ts";
import type { ToolName } from "../tools/tool-table.ts";
import type { ToolResult } from "../tools/tool-result.ts";

/** What a search came to: its result, or that it failed. Both are remembered, a failure briefly. */
export type ToolOutcome =
  | { readonly ok: true; readonly result: ToolResult }
  | { readonly ok: false; readonly code: ErrorCode };

export interface ToolLookup {
  readonly tool: ToolName;
  readonly key: string;
  /** Names the one who asks, and holds the lock if it leads. The same name again renews the lock. */
  readonly caller: string;
  /** What a leader knows of its job: the others are told. */
  readonly progress: ToolJob | null;
}

/**
 * `hit`: here it is. `stale`: past its freshness, and good enough while a new one is fetched, by the caller when `lead`. `lead`: the caller
 * is to fetch it and holds the lock. `wait`: another one fetches it; look again. `unavailable`: the cache does not answer.
 * `clearedAtMs`: nothing that was fetched before may be used, in no tier.
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

/** Results of tools, and who of all hosts fetches the next one. No method rejects; each waits a bounded time. */
export interface ToolCache {
  /** One round trip. */
  lookup(lookup: ToolLookup): Promise<ToolFound>;
  /** Lets everybody who waits for the key have it. */
  publish(publication: ToolPublication): Promise<void>;
  /** A leader gives up without an outcome: another may lead. */
  release(key: string, caller: string): Promise<void>;
  /** The caller waits no more. True when nobody else does. */
  leave(key: string, caller: string): Promise<boolean>;
}
