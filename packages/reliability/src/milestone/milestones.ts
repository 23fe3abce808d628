/** The plan's milestones: so many streams open at the same time, on the host that the plan puts them on. */
export interface Milestone {
  readonly name: string;
  readonly host: "convex" | "edge" | "stream";
  readonly streams: number;
  /** Streams begin one after the other over this time. */
  readonly rampSeconds: number;
  /** Tokens of each answer. With `tokensPerSecond`, longer than the ramp, so that all streams are open together. */
  readonly tokens: number;
  readonly tokensPerSecond: number;
  /** First token, as the plan wants it, of streams as they are ramped in. */
  readonly firstTokenP95Ms: number;
}

export const MILESTONES: Readonly<Record<string, Milestone>> = {
  m1: {
    name: "M1",
    host: "convex",
    streams: 500,
    rampSeconds: 60,
    tokens: 90,
    tokensPerSecond: 1,
    firstTokenP95Ms: 3_000,
  },
  m2: {
    name: "M2",
    host: "edge",
    streams: 5_000,
    rampSeconds: 200,
    tokens: 240,
    tokensPerSecond: 1,
    firstTokenP95Ms: 2_500,
  },
  m3: {
    name: "M3",
    host: "stream",
    streams: 20_000,
    rampSeconds: 600,
    tokens: 660,
    tokensPerSecond: 1,
    firstTokenP95Ms: 2_000,
  },
};

const PLENTY = 1_000_000_000_000;
const guest = {
  turnsPerDay: PLENTY,
  tokensPerDay: PLENTY,
  spendPerDayMicroUsd: PLENTY,
  window: { seconds: 60, turns: 1_000, tokens: PLENTY },
};

/**
 * Production's stages, every one, with limits that the milestone does not meet. An answer of a milestone takes minutes where a real one takes
 * seconds, so it may last longer and is written down less often: the core shares this machine's two cores with everything else.
 */
export const MILESTONE_POLICY = {
  plans: { guest },
  admission: {
    reservationTtlMs: 2_000_000,
    maxInFlight: 100_000,
    turnsPerSecond: 100_000,
    bulkheads: { openrouter_chat: 100_000 },
  },
  spend: { perDayMicroUsd: PLENTY },
  proof: { mode: "off" },
  maxTurnMs: 1_800_000,
  checkpoint: { perSecond: 50 },
};
