import type { PegRow } from "../rows/peg.ts";
import { storedCopy } from "../rows/stored-copy.ts";

const BOTH = ["customs", "payment"] as const;
const KNOWN = storedCopy("general knowledge: no page was read");

/** Currencies with a fixed rate. The others float: the caller gives their rates. */
export const ALL_PEGS: readonly PegRow[] = [
  {
    currency: "BBD",
    perUsd: "2",
    uses: BOTH,
    sources: [KNOWN],
    confidence: "weak",
    note: "One page converts the customs value at 1.98.",
  },
  { currency: "BSD", perUsd: "1", uses: BOTH, sources: [KNOWN], confidence: "weak" },
  { currency: "BZD", perUsd: "2", uses: ["payment"], sources: [KNOWN], confidence: "weak" },
  {
    currency: "BZD",
    perUsd: "2.0175",
    uses: ["customs"],
    sources: [storedCopy("customs.gov.bz: exchange rates")],
    confidence: "solid",
  },
  { currency: "XCD", perUsd: "2.70", uses: BOTH, sources: [storedCopy("yardhype.com", "2023-05")], confidence: "good" },
  {
    currency: "KYD",
    perUsd: "0.82",
    uses: BOTH,
    sources: [storedCopy("caymancosts.com")],
    confidence: "conflict",
    note: "Banks sell at 0.82; the official rate, 0.8333, was not read on a page.",
  },
];
