import { memorySearch } from "./memory-search.ts";
import { searchProviderContract } from "./search-provider-contract.ts";

searchProviderContract("in memory", async () => {
  const provider = memorySearch();
  return { provider, expect: (trouble) => provider.expect(trouble) };
});
