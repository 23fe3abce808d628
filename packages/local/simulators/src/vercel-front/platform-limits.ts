/** Vercel's limits of requests and functions. Sizes in bytes; a KB is 1,024. */
export interface PlatformLimits {
  /** "URL_TOO_LONG": https://vercel.com/docs/errors/URL_TOO_LONG */
  readonly urlBytes: number;
  /** One header, name and value: https://vercel.com/docs/errors/REQUEST_HEADER_TOO_LARGE */
  readonly headerBytes: number;
  /** All headers together, same page. */
  readonly headersBytes: number;
  /** A body on its way to a function: https://vercel.com/docs/functions/limitations#request-body-size */
  readonly bodyBytes: number;
  /** Until an edge function begins its answer: https://vercel.com/docs/functions/limitations#max-duration */
  readonly edgeFirstByteMs: number;
  /** Until an edge function has ended its answer, same page. */
  readonly edgeDurationMs: number;
  /** For a Node function without a duration in vercel.json: https://vercel.com/docs/functions/configuring-functions/duration */
  readonly nodeDurationMs: number;
}

export const PLATFORM_LIMITS: PlatformLimits = {
  urlBytes: 14 * 1_024,
  headerBytes: 16 * 1_024,
  headersBytes: 32 * 1_024,
  bodyBytes: 4_500_000,
  edgeFirstByteMs: 25_000,
  edgeDurationMs: 300_000,
  nodeDurationMs: 300_000,
};
