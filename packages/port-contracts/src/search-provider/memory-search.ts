import { SearchFailure, type SearchProvider } from "@sendcat/shared-types";
import { pages } from "../tool-queue/memory-tools.ts";
import type { SearchTrouble } from "./search-provider-contract.ts";

export interface MemorySearch extends SearchProvider {
  /** Makes the next search fail like this. */
  expect(trouble: SearchTrouble): void;
}

/** Finds one page about any query. */
export function memorySearch(): MemorySearch {
  const troubles: SearchTrouble[] = [];
  return {
    route: "memory/search",
    upstream: "memory",
    expect: (trouble) => void troubles.push(trouble),
    async search({ query }, signal) {
      const trouble = troubles.shift();
      if (trouble === "is-silent")
        await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
      if (trouble) throw new SearchFailure(trouble, { retryable: trouble !== "takes-no-key" });
      return pages(String(query));
    },
  };
}
