/** What the whole service lets in at a time, whoever asks. */
export interface AdmissionPolicy {
  /** Turns in flight in the whole service. */
  readonly maxInFlight: number;
  /** Turns admitted in one second of the clock. */
  readonly turnsPerSecond: number;
  /**
   * Turns admitted from one client address in one window of the clock. A mobile carrier puts thousands of people behind one address: past
   * `turns` guests show proof of work, and past `provenTurns` everybody waits, whatever their plan.
   */
  readonly address: { readonly turns: number; readonly provenTurns: number; readonly seconds: number };
  /**
   * Turns in flight by what they lean on. `openrouter_chat` holds the chat turns at that provider, `openrouter_jobs` the background's calls of it (so
   * for each provider by its name), `tool_jobs` every search; `provider:UPSTREAM` (a route's `upstream`) those that one host answers, so that a slow
   * one cannot take every place. What is not named has no limit of its own.
   */
  readonly bulkheads: Readonly<Record<string, number>>;
  /** Share of every kind of place, 0 to 1, that guests may fill. The rest is there for accounts, however many guests come. */
  readonly guestShare: number;
  /** A host that has not renewed its lease for so long is dead: the places of its turns are free. It renews three times as often. */
  readonly leaseMs: number;
  /** How long a turn's money and tokens stay on hold when nobody settles it: longer than any turn. */
  readonly reservationTtlMs: number;
}

/** When a provider's route is left alone, and how it is tried again. */
export interface BreakerPolicy {
  /** Opens after so many failures in a row, or ... */
  readonly consecutiveFailures: number;
  /** ... after so many failures within the window, when they are at least half of its calls. */
  readonly windowFailures: number;
  readonly windowMs: number;
  /** How long it stays open the first time; each time it opens again in a row, twice as long, up to `maxOpenMs`. */
  readonly openMs: number;
  readonly maxOpenMs: number;
  /** Calls let through at a time while half-open; their outcomes decide. */
  readonly probes: number;
  /** A probe that has not told how it went for so long is forgotten, and another one let through. */
  readonly probeMs: number;
  /** Successes in a row that close it again. */
  readonly closeAfter: number;
}

/** What becomes of turns when the day's money runs short. */
export const SPEND_CAP_MODES = ["refuse-all", "refuse-guests-first", "cheaper-model-first"] as const;
export type SpendCapMode = (typeof SPEND_CAP_MODES)[number];

/** The service's money, micro-dollars a service day. */
export interface SpendPolicy {
  /** Hard: what is settled and on hold never passes it. */
  readonly perDayMicroUsd: number;
  /**
   * `refuse-all`: everybody up to the cap. `refuse-guests-first`: guests up to `earlyShare` of it.
   * `cheaper-model-first`: from `earlyShare` on a plan's cheapest model answers whatever was asked for.
   */
  readonly atCap: SpendCapMode;
  /** Share of the cap, 0 to 1. */
  readonly earlyShare: number;
  /** Percent of the cap at which operators are told, each once a day. */
  readonly alertsAtPercent: readonly number[];
}

/** A settle that comes later after its turn's last one may charge twice: the quota has forgotten the turn. */
export const SETTLE_WITHIN_MS = 6 * 3_600_000;

export const DEFAULT_ADMISSION: AdmissionPolicy = {
  maxInFlight: 500,
  turnsPerSecond: 50,
  address: { turns: 60, provenTurns: 600, seconds: 60 },
  bulkheads: { openrouter_chat: 24, openrouter_jobs: 4, tool_jobs: 12 },
  guestShare: 0.75,
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
