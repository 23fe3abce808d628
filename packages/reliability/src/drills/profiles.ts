/** Size and duration of a drill. Milestones have the plan's numbers of streams; only the duration is shorter. */
export interface Profile {
  readonly streams: number;
  /** Duration of each phase. */
  readonly seconds: number;
  /** The callers start one after the other over this time. */
  readonly rampMs: number;
  readonly tokens: number;
  readonly tokensPerSecond: number;
}

export const PROFILES = {
  quick: { streams: 20, seconds: 15, rampMs: 1_000, tokens: 40, tokensPerSecond: 40 },
  standard: { streams: 60, seconds: 30, rampMs: 3_000, tokens: 150, tokensPerSecond: 40 },
  burst: { streams: 200, seconds: 20, rampMs: 0, tokens: 100, tokensPerSecond: 30 },
  soak: { streams: 40, seconds: 600, rampMs: 5_000, tokens: 200, tokensPerSecond: 30 },
  m1: { streams: 500, seconds: 45, rampMs: 40_000, tokens: 400, tokensPerSecond: 25 },
  m2: { streams: 5_000, seconds: 45, rampMs: 25_000, tokens: 300, tokensPerSecond: 25 },
  m3: { streams: 20_000, seconds: 45, rampMs: 40_000, tokens: 300, tokensPerSecond: 25 },
} as const satisfies Readonly<Record<string, Profile>>;

export type ProfileName = keyof typeof PROFILES;

// safe because the keys are those of PROFILES
export const PROFILE_NAMES = Object.keys(PROFILES) as readonly ProfileName[];
