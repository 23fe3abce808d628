/** Limits on how many turns the whole service admits. */
export interface AdmissionPolicy {
  /** Turns in flight in the whole service. */
  readonly maxInFlight: number;
  /** Turns admitted in one second of the clock. */
  readonly turnsPerSecond: number;
  /**
   * Turns of one plan admitted from one client address in one window of the clock. A mobile carrier puts thousands of people behind one
   * address: past `turns` guests must show proof of work; past `provenTurns` a plan's users wait, accounts too. Each plan is counted apart.
   */
  readonly address: {
    readonly turns: number;
    readonly provenTurns: number;
    readonly seconds: number;
    /** How many of the guests' places the guests of one address may hold. */
    readonly places: AddressShare;
    /** How much of the guests' money of the day (`plans.guest.spendPerDayMicroUsd`) the guests of one address may use. */
    readonly spend: AddressShare;
  };
  /**
   * Turns in flight by bulkhead. `openrouter_chat`: chat turns at that provider; `openrouter_jobs`: the background jobs' calls to it (the
   * same for each provider, by its name); `tool_jobs`: every search; `provider:UPSTREAM` (a route's `upstream`): calls that one upstream
   * answers, so that a slow one cannot take every place. A bulkhead not listed has no limit.
   */
  readonly bulkheads: Readonly<Record<string, number>>;
  /** A host that has not renewed its lease for this long is dead, and its turns' places are free. Hosts renew three times as often. */
  readonly leaseMs: number;
  /** How long a turn's money and tokens stay reserved when nothing settles it: longer than any turn. */
  readonly reservationTtlMs: number;
}

/**
 * What the guests of one address may use of something that all guests share; each number is a share of it, 0 to 1. While less than
 * `scarceFrom` is in use, no address is bounded. From then on an address may use `unproven` of it, and `proven` with proof of work.
 */
export interface AddressShare {
  readonly scarceFrom: number;
  readonly unproven: number;
  readonly proven: number;
}

/** When a route's circuit breaker opens, and how it closes again. */
export interface BreakerPolicy {
  /** Opens after this many failures in a row, or ... */
  readonly consecutiveFailures: number;
  /** ... after this many failures within the window, when they are at least half of its calls. */
  readonly windowFailures: number;
  readonly windowMs: number;
  /** How long it stays open the first time. Each time it opens again in a row it stays open twice as long, up to `maxOpenMs`. */
  readonly openMs: number;
  readonly maxOpenMs: number;
  /** Calls let through at a time while half-open; their outcomes decide whether it closes. */
  readonly probes: number;
  /** A probe without a reported outcome after this long is forgotten, and another call is let through. */
  readonly probeMs: number;
  /** Successes in a row that close it. */
  readonly closeAfter: number;
}

/** What happens to turns when the day's money runs short. */
export const SPEND_CAP_MODES = ["refuse-all", "refuse-guests-first", "cheaper-model-first"] as const;
export type SpendCapMode = (typeof SPEND_CAP_MODES)[number];

/** The service's spend limits, micro-dollars a service day. */
export interface SpendPolicy {
  /** Hard cap: settled and reserved money together never exceed it. */
  readonly perDayMicroUsd: number;
  /**
   * `refuse-all`: everybody may spend up to the cap. `refuse-guests-first`: guests only up to `earlyShare` of it.
   * `cheaper-model-first`: from `earlyShare` on, the plan's cheapest model answers, whichever was asked for.
   */
  readonly atCap: SpendCapMode;
  /** Share of the cap, 0 to 1. */
  readonly earlyShare: number;
  /** Percentages of the cap at which operators are alerted, each once a day. */
  readonly alertsAtPercent: readonly number[];
}

/** A settlement later than this after the turn's last one may be charged twice: the quota's record has expired. */
export const SETTLE_WITHIN_MS = 6 * 3_600_000;

export const DEFAULT_ADMISSION: AdmissionPolicy = {
  maxInFlight: 500,
  turnsPerSecond: 50,
  address: {
    turns: 60,
    provenTurns: 600,
    seconds: 60,
    places: { scarceFrom: 0.5, unproven: 0.25, proven: 0.75 },
    spend: { scarceFrom: 0.25, unproven: 0.1, proven: 0.25 },
  },
  bulkheads: { openrouter_chat: 24, openrouter_jobs: 4, tool_jobs: 12 },
  leaseMs: 30_000,
  reservationTtlMs: 300_000,
};

export const DEFAULT_BREAKER: BreakerPolicy = {
  consecutiveFailures: 5,
  windowFailures: 10,
  windowMs: 30_000,
  openMs: 5_000,
  maxOpenMs: 60_000,
  probes: 2,
  probeMs: 20_000,
  closeAfter: 2,
};

export const DEFAULT_SPEND: SpendPolicy = {
  perDayMicroUsd: 50_000_000,
  atCap: "refuse-guests-first",
  earlyShare: 0.8,
  alertsAtPercent: [50, 80, 95],
};
