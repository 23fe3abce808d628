import { erlangB, openStreamsAt, placesFor, poissonQuantile } from "./erlang.ts";
import { logNormal } from "./log-normal.ts";
import { simulate, type Scenario, type Simulated } from "./simulate.ts";

/** One figure, by formula and by simulation. */
export interface Compared {
  readonly scenario: string;
  readonly figure: string;
  readonly formula: number;
  readonly simulated: number;
  /** Whether the formula claims to be valid in this scenario: Poisson arrivals, no retries. */
  readonly claims: boolean;
}

export interface Agreement {
  readonly compared: readonly Compared[];
  /** The flash crowd by second: simulated, by the time-dependent formula, by the busiest-minute formula. */
  readonly crowd: {
    readonly simulated: readonly number[];
    readonly formula: readonly number[];
    readonly stationary: number;
  };
}

/** Largest difference between formula and simulation where the formula claims to be valid. */
export const TOLERANCE = 0.05;

export const differenceOf = ({ formula, simulated }: Compared): number =>
  formula === simulated ? 0 : Math.abs(simulated - formula) / Math.max(Math.abs(formula), 1e-12);

export interface AgreementOptions {
  /** Turns a second in the busiest minute. */
  readonly turnsPerSecond: number;
  readonly streamSeconds: number;
  readonly streamSecondsSpread: number;
  readonly seed: number;
}

/** A blocking share that a simulation of reasonable length can measure: at one in a thousand its own error exceeds the tolerance. */
const VISIBLE_BLOCKING = 0.05;
const ATTEMPTS = 600_000;
/** `factor` times the busiest minute's rate, for one minute: a shared post, the start of a sale. */
const CROWD = { factor: 5, fromS: 120, forS: 60, seconds: 300 } as const;

/** Runs with few streams vary a lot, so runs are averaged until together they have this many streams. */
const CROWD_STREAMS = 15_000;

/** Compares the formulas with a discrete-event simulation, where they claim to be valid and where they do not. */
export function compareWithSimulation(options: AgreementOptions): Agreement {
  const { turnsPerSecond: rate, streamSeconds, streamSecondsSpread, seed } = options;
  const load = rate * streamSeconds;
  const steady: Scenario = {
    rate: () => rate,
    maxRate: rate,
    streamSeconds,
    streamSecondsSpread,
    places: Infinity,
    seconds: ATTEMPTS / rate,
    warmUpSeconds: streamSeconds * 20,
  };
  const places = placesFor(load, VISIBLE_BLOCKING);
  const free = simulate(steady, seed);
  const loss = simulate({ ...steady, places }, seed + 1);
  const batches = simulate({ ...steady, batch: 10 }, seed + 2);
  const retrying = simulate({ ...steady, places, retries: { most: 5, afterSeconds: 3 } }, seed + 3);
  const claimed = { scenario: "turns arrive independently at a steady rate", claims: true };
  const full = { scenario: `the same with ${places} places`, claims: true };
  const p999 = poissonQuantile(load, 0.999);
  const compared: Compared[] = [
    { ...claimed, figure: "mean open streams", formula: load, simulated: free.meanOpen },
    { ...claimed, figure: "open streams, 99.9th percentile", formula: p999, simulated: free.open(0.999) },
    { ...full, figure: "share refused", formula: erlangB(load, places), simulated: loss.refused },
    { ...full, figure: "mean open streams", formula: load * (1 - erlangB(load, places)), simulated: loss.meanOpen },
  ];
  const crowd = crowdOf(options);
  compared.push(
    {
      scenario: "a crowd: five times the rate for a minute",
      figure: "peak open streams, integral over the changing rate",
      formula: Math.max(...crowd.formula),
      simulated: Math.max(...crowd.simulated),
      claims: true,
    },
    {
      scenario: "a crowd: five times the rate for a minute",
      figure: "peak open streams, from the busiest minute's rate",
      formula: crowd.stationary,
      simulated: Math.max(...crowd.simulated),
      claims: false,
    },
    {
      scenario: "turns arrive ten at a time, as after a shared link",
      figure: "open streams, 99.9th percentile",
      formula: p999,
      simulated: batches.open(0.999),
      claims: false,
    },
    {
      scenario: "refused turns are retried up to five times, after some 3 s",
      figure: "share of attempts refused",
      formula: erlangB(load, places),
      simulated: retrying.refused,
      claims: false,
    },
  );
  return { compared, crowd };
}

function crowdOf({ turnsPerSecond, streamSeconds, streamSecondsSpread, seed }: AgreementOptions): Agreement["crowd"] {
  const rate = (s: number): number =>
    s >= CROWD.fromS && s < CROWD.fromS + CROWD.forS ? turnsPerSecond * CROWD.factor : turnsPerSecond;
  // Starts long before second 0, so that the streams are in a steady state by then.
  const leadS = Math.ceil(streamSeconds * 20);
  const scenario: Scenario = {
    rate: (s) => rate(s - leadS),
    maxRate: turnsPerSecond * CROWD.factor,
    streamSeconds,
    streamSecondsSpread,
    places: Infinity,
    seconds: CROWD.seconds + leadS,
    warmUpSeconds: leadS,
  };
  const repeats = Math.ceil(CROWD_STREAMS / (turnsPerSecond * streamSeconds));
  const runs: Simulated[] = Array.from({ length: repeats }, (_, i) => simulate(scenario, seed + 100 + i));
  const seconds = Array.from({ length: CROWD.seconds }, (_, s) => s);
  const { longerThan } = logNormal(streamSeconds, streamSecondsSpread);
  return {
    simulated: seconds.map(
      (s) => runs.reduce((sum, { bySecond }) => sum + (bySecond[s + leadS] ?? 0), 0) / runs.length,
    ),
    formula: seconds.map((s) => openStreamsAt(s, rate, { longerThan, horizonS: leadS, stepS: 0.25 })),
    stationary: turnsPerSecond * streamSeconds,
  };
}
