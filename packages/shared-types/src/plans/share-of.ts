/**
 * The part of a number of places that a share (0 to 1) gives, in whole percents; at least one place while there are any. A plan's
 * `placeShare` of a bulkhead of 24 at 0.75: 18.
 */
export function shareOf(places: number, share: number): number {
  return Math.ceil((places * percentOf(share)) / 100);
}

/** A share in whole percents, as the Redis scripts calculate with it. */
export function percentOf(share: number): number {
  return Math.round(share * 100);
}
