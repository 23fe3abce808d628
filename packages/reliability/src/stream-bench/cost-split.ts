import type { StreamReport } from "./stream-report.ts";

/** Time of the whole machine that a turn and a further token take, by route. */
export interface CostSplit {
  readonly perTurnMs: { readonly passThrough: number; readonly sendcat: number };
  readonly perTokenUs: { readonly passThrough: number; readonly sendcat: number };
  /** Tokens a second of the stream itself, without what a turn costs once: Sendcat's over the pass-through's. */
  readonly streamingRatio: number;
}

/**
 * A round's time is linear in what it does: answers x (perTurn + tokens x perToken). Two answer lengths give both, from the shortest and the
 * longest measured. Null with fewer than two lengths.
 */
export function costSplit(reports: readonly StreamReport[]): CostSplit | null {
  const sorted = reports.toSorted((a, b) => a.tokens - b.tokens);
  const [short, long] = [sorted.at(0), sorted.at(-1)];
  if (!short || !long || short.tokens === long.tokens) return null;
  const fit = (route: "passThrough" | "sendcat"): { perTurnMs: number; perTokenUs: number } => {
    const shortMs = 1_000 / short[route].requestsPerSecond;
    const longMs = 1_000 / long[route].requestsPerSecond;
    const perTokenMs = (longMs - shortMs) / (long.tokens - short.tokens);
    return { perTurnMs: shortMs - perTokenMs * short.tokens, perTokenUs: perTokenMs * 1_000 };
  };
  const [passed, sent] = [fit("passThrough"), fit("sendcat")];
  return {
    perTurnMs: { passThrough: passed.perTurnMs, sendcat: sent.perTurnMs },
    perTokenUs: { passThrough: passed.perTokenUs, sendcat: sent.perTokenUs },
    streamingRatio: passed.perTokenUs / sent.perTokenUs,
  };
}
