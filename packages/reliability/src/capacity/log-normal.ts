/** Distribution of stream lengths: positive, skewed, given by mean and standard deviation over mean. */
export interface LogNormal {
  readonly draw: (random: () => number) => number;
  /** P(X > x). */
  readonly longerThan: (x: number) => number;
}

export function logNormal(mean: number, spread: number): LogNormal {
  const variance = Math.log(1 + spread ** 2);
  const [mu, sigma] = [Math.log(mean) - variance / 2, Math.sqrt(variance)];
  return {
    draw: (random) => Math.exp(mu + sigma * standardNormal(random)),
    longerThan: (x) => (x <= 0 ? 1 : 1 - normalCdf((Math.log(x) - mu) / sigma)),
  };
}

/** Box and Muller 1958. */
function standardNormal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Abramowitz and Stegun 26.2.17, absolute error below 7.5e-8. */
function normalCdf(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const poly = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (Math.exp(-(z ** 2) / 2) / Math.sqrt(2 * Math.PI)) * poly;
  return z >= 0 ? 1 - tail : tail;
}
