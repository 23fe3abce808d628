import { DEFAULT_POLICY, type ToolCache, type ToolJob, type ToolName, type ToolOutcome } from "@sendcat/shared-types";

export interface MemoryToolCache extends ToolCache {
  /** Invalidates all cached results of a tool. */
  clear(tool: ToolName): void;
}

interface Entry {
  readonly outcome: ToolOutcome;
  readonly fetchedAtMs: number;
  readonly freshUntilMs: number;
  readonly staleUntilMs: number;
}

/** The cache's rules in memory, with the default policy. A lock never expires; its owner must release it. */
export function createMemoryToolCache(now: () => number = Date.now): MemoryToolCache {
  const { failureMs, tools } = DEFAULT_POLICY.tools.cache;
  const entries = new Map<string, Entry>();
  const locks = new Map<string, { readonly caller: string; readonly progress: ToolJob | null }>();
  const waiting = new Map<string, Set<string>>();
  const cleared = new Map<ToolName, number>();
  const release = (key: string, caller: string): void => {
    if (locks.get(key)?.caller === caller) locks.delete(key);
  };
  return {
    clear: (tool) => void cleared.set(tool, now()),
    async lookup({ tool, key, caller, progress }) {
      const clearedAtMs = cleared.get(tool) ?? 0;
      const entry = entries.get(key);
      const known = entry && entry.fetchedAtMs >= clearedAtMs && entry.staleUntilMs > now() ? entry : null;
      if (known && now() < known.freshUntilMs) return { state: "hit", outcome: known.outcome };
      const holder = locks.get(key);
      const lead = holder === undefined || holder.caller === caller;
      if (lead) locks.set(key, { caller, progress });
      if (known) return { state: "stale", outcome: known.outcome, lead, clearedAtMs };
      if (lead) return { state: "lead", clearedAtMs };
      waiting.set(key, (waiting.get(key) ?? new Set()).add(caller));
      return { state: "wait", progress: holder.progress };
    },
    async publish({ tool, key, outcome, fetchedAtMs }) {
      const freshUntilMs = fetchedAtMs + (outcome.ok ? tools[tool].freshMs : failureMs);
      const staleUntilMs = freshUntilMs + (outcome.ok ? tools[tool].staleMs : 0);
      if (staleUntilMs <= now()) return;
      entries.set(key, { outcome, fetchedAtMs, freshUntilMs, staleUntilMs });
      locks.delete(key);
    },
    release: async (key, caller) => release(key, caller),
    async leave(key, caller) {
      release(key, caller);
      waiting.get(key)?.delete(caller);
      return !locks.has(key) && (waiting.get(key)?.size ?? 0) === 0;
    },
  };
}
