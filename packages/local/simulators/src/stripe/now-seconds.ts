/** The time, as Stripe counts it. */
export function nowSeconds(): number {
  return Math.floor(Date.now() / 1_000);
}
