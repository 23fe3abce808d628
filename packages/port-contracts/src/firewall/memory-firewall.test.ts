import type { FirewallFacts } from "@sendcat/shared-types";
import { firewallContract } from "./firewall-contract.ts";
import { BURST_LIMIT, BURST_PATH, memoryFirewall } from "./memory-firewall.ts";

const FACTS: FirewallFacts = {
  method: "GET",
  path: "/",
  ip: "192.0.2.1",
  country: "JM",
  asNumber: null,
  userAgent: "Mozilla/5.0",
  contentType: null,
  contentLength: null,
};

firewallContract("in memory", () => {
  let nowMs = 1_000;
  return {
    firewall: memoryFirewall(() => nowMs),
    ordinary: FACTS,
    unwanted: { ...FACTS, userAgent: "a scanner" },
    burst: { facts: { ...FACTS, path: BURST_PATH }, limit: BURST_LIMIT },
    later: (ms) => void (nowMs += ms),
  };
});
