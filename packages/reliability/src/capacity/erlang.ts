/**
 * Erlang's loss formula: the share of arrivals that find all `places` taken when `load` streams would be open without a limit. Exact for
 * Poisson arrivals and any spread of stream lengths (Erlang 1917; insensitivity: Sevastyanov 1957). By its recursion, so nothing overflows.
 */
export function erlangB(load: number, places: number): number {
  let blocked = 1;
  for (let n = 1; n <= places; n++) blocked = (load * blocked) / (n + load * blocked);
  return blocked;
}

/** The fewest places at which at most `blocking` of the arrivals are refused. */
export function placesFor(load: number, blocking: number): number {
  if (load <= 0) return 0;
  let [blocked, places] = [1, 0];
  while (blocked > blocking) {
    places++;
    blocked = (load * blocked) / (places + load * blocked);
  }
  return places;
}

/** The smallest n with P(Poisson(mean) <= n) at least `rank`: how many streams are open, or arrivals come, at that percentile. */
export function poissonQuantile(mean: number, rank: number): number {
  // From the mode outwards, in logarithms: exp(-mean) alone underflows from 745 on.
  let [sum, n, log] = [0, 0, -mean];
  for (; ; n++) {
    if (n > 0) log += Math.log(mean) - Math.log(n);
    sum += Math.exp(log);
    if (sum >= rank || n > mean * 3 + 1_000) return n;
  }
}

/**
 * Open streams at a moment when the rate changes: the integral of rate(t - u) P(a stream is longer than u) du. Exact for Poisson arrivals
 * without a limit (Eick, Massey and Whitt 1993). By the trapezoid rule with steps of `stepS`.
 */
export function openStreamsAt(
  atS: number,
  rate: (s: number) => number,
  { longerThan, horizonS, stepS = 0.1 }: { longerThan: (s: number) => number; horizonS: number; stepS?: number },
): number {
  let sum = 0;
  const steps = Math.ceil(horizonS / stepS);
  for (let i = 0; i <= steps; i++) {
    const u = i * stepS;
    sum += rate(atS - u) * longerThan(u) * (i === 0 || i === steps ? 0.5 : 1);
  }
  return sum * stepS;
}
