/** The plan's milestones: this many streams open at the same time, on the host that the plan assigns. */
export interface Milestone {
  readonly name: string;
  readonly host: "convex" | "edge" | "stream";
  readonly streams: number;
  /** Streams start one after the other over this time. */
  readonly rampSeconds: number;
  /** Tokens of each answer. At `tokensPerSecond` an answer takes longer than the ramp, so that all streams are open together. */
  readonly tokens: number;
  readonly tokensPerSecond: number;
  /** The plan's limit for the first token of streams while they are ramped in. */
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
 * Every stage of production, with limits that the milestone does not reach. An answer takes minutes here instead of seconds, so turns may
 * last longer and write fewer checkpoints: the core shares this machine's two cores with everything else.
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
