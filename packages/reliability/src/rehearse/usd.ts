/** Micro-dollars as dollars, with as many digits as a turn's price needs. */
export function usd(microUsd: number): string {
  return `$${(microUsd / 1_000_000).toFixed(6)}`;
}
