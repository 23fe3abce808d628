// @vitest-environment node
import { createSearchSimulator, type SearchSimulator } from "@sendcat/local-simulators/search";
import { searchProviderContract, type SearchTrouble } from "@sendcat/port-contracts";
import { DEFAULT_POLICY, type SearchProvider } from "@sendcat/shared-types";
import { afterAll, beforeAll } from "vitest";
import { ebayListings, type EbayToken } from "./ebay.ts";
import { serperShopping, serperWeb } from "./serper.ts";

let simulator: SearchSimulator;
beforeAll(async () => {
  simulator = await createSearchSimulator({ latencyMs: 0 });
});
afterAll(async () => await simulator?.close());

const FAULTS = {
  "is-down": "503",
  "limits-rate": "429",
  "takes-no-key": "401",
  "is-cut": "cut",
  "is-mangled": "malformed-json",
  "is-silent": "hang",
} as const satisfies Record<SearchTrouble, string>;

const policy = DEFAULT_POLICY.tools;
const serper = () => ({ apiKey: "test-key", baseUrl: simulator.serperUrl, policy });

function ebay(): SearchProvider {
  let token: EbayToken | null = null;
  return ebayListings({
    clientId: "id",
    clientSecret: "test-key",
    baseUrl: simulator.ebayUrl,
    marketplace: "EBAY_US",
    policy,
    loadToken: async () => token,
    saveToken: async (saved) => void (token = saved),
    now: Date.now,
  });
}

const PROVIDERS = {
  "Serper's web search": () => serperWeb(serper()),
  "Serper's shopping search": () => serperShopping(serper()),
  eBay: ebay,
};

for (const [name, open] of Object.entries(PROVIDERS)) {
  searchProviderContract(name, async () => {
    simulator.reset();
    return {
      provider: open(),
      expect(trouble) {
        // Twice, because after a rejected key eBay is asked again with a new token.
        simulator.orderFault({ fault: FAULTS[trouble], count: trouble === "takes-no-key" ? 2 : 1 });
      },
    };
  });
}
