import { logNormal } from "./log-normal.ts";
import { MinHeap } from "./min-heap.ts";

/** Turns that arrive, take a place, stream and leave; those that find no place are refused and may retry. */
export interface Scenario {
  /** Turns a second at a moment; `maxRate` is its upper bound (arrivals are thinned: Lewis and Shedler 1979). */
  readonly rate: (s: number) => number;
  readonly maxRate: number;
  readonly streamSeconds: number;
  readonly streamSecondsSpread: number;
  readonly places: number;
  readonly seconds: number;
  /** Not counted: the streams first reach a steady state. */
  readonly warmUpSeconds: number;
  /** Mean number of turns that arrive together, as after a shared link; 1: each alone. Sizes are geometric. */
  readonly batch?: number;
  /** A refused caller retries after some seconds, at most this often. */
  readonly retries?: { readonly most: number; readonly afterSeconds: number };
}

export interface Simulated {
  /** Attempts counted, and the share of them that was refused. */
  readonly attempts: number;
  readonly refused: number;
  /** Over time: mean and percentiles of open streams. */
  readonly meanOpen: number;
  readonly open: (rank: number) => number;
  /** Open streams at each whole second, warm-up included. */
  readonly bySecond: readonly number[];
}

type Event = { readonly atS: number } & (
  | { readonly kind: "leave" }
  | { readonly kind: "retry"; readonly tried: number }
);

/** A discrete-event simulation; the same seed gives the same result. */
export function simulate(scenario: Scenario, seed: number): Simulated {
  const random = seeded(seed);
  const length = logNormal(scenario.streamSeconds, scenario.streamSecondsSpread);
  const { batch = 1, retries, places, seconds, warmUpSeconds, maxRate } = scenario;
  const events = new MinHeap<Event>((a, b) => a.atS - b.atS);
  // Seconds spent with each number of open streams.
  const spent: number[] = [];
  const bySecond: number[] = [];
  let [nowS, open, attempts, refused] = [0, 0, 0, 0];
  let nextArrivalS = 0;

  const advance = (toS: number): void => {
    const counted = Math.max(0, toS - Math.max(nowS, warmUpSeconds));
    spent[open] = (spent[open] ?? 0) + counted;
    while (bySecond.length < Math.min(toS, seconds)) bySecond.push(open);
    nowS = toS;
  };
  const attempt = (tried: number): void => {
    const counts = nowS >= warmUpSeconds;
    if (counts) attempts++;
    if (open < places) {
      open++;
      events.push({ atS: nowS + length.draw(random), kind: "leave" });
      return;
    }
    if (counts) refused++;
    if (retries && tried < retries.most)
      events.push({ atS: nowS + retries.afterSeconds * (0.5 + random()), kind: "retry", tried: tried + 1 });
  };
  const exponential = (rate: number): number => -Math.log(1 - random()) / rate;

  nextArrivalS = exponential(maxRate / batch);
  for (;;) {
    const event = events.peek();
    const isArrival = !event || nextArrivalS <= event.atS;
    const atS = isArrival ? nextArrivalS : event.atS;
    if (atS >= seconds) break;
    advance(atS);
    if (isArrival) {
      nextArrivalS += exponential(maxRate / batch);
      if (random() * maxRate > scenario.rate(nowS)) continue;
      const size = batch === 1 ? 1 : 1 + Math.floor(Math.log(1 - random()) / Math.log(1 - 1 / batch));
      for (let i = 0; i < size; i++) attempt(0);
    } else {
      events.pop();
      if (event.kind === "leave") open--;
      else attempt(event.tried);
    }
  }
  advance(seconds);
  const total = spent.reduce((sum, s) => sum + (s ?? 0), 0);
  return {
    attempts,
    refused: attempts === 0 ? 0 : refused / attempts,
    meanOpen: spent.reduce((sum, s, n) => sum + (s ?? 0) * n, 0) / total,
    open: (rank) => quantile(spent, total * rank),
    bySecond,
  };
}

function quantile(spent: readonly (number | undefined)[], target: number): number {
  let sum = 0;
  for (let n = 0; n < spent.length; n++) {
    sum += spent[n] ?? 0;
    if (sum >= target) return n;
  }
  return spent.length - 1;
}

/** xorshift128 (Marsaglia 2003): fast, seeded, good enough for a queue. */
function seeded(seed: number): () => number {
  let [a, b, c, d] = [seed | 0 || 1, 362_436_069, 521_288_629, 88_675_123];
  return () => {
    const t = a ^ (a << 11);
    [a, b, c] = [b, c, d];
    d = d ^ (d >>> 19) ^ (t ^ (t >>> 8));
    return (d >>> 0) / 4_294_967_296;
  };
}
