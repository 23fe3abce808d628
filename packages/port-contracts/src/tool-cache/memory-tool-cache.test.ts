import { createMemoryToolCache } from "./memory-tool-cache.ts";
import { toolCacheContract } from "./tool-cache-contract.ts";

toolCacheContract("in memory", async () => {
  let nowMs = Date.now();
  const cache = createMemoryToolCache(() => nowMs);
  return { cache, nowMs: () => nowMs, later: (ms) => void (nowMs += ms), clear: async (tool) => cache.clear(tool) };
});
