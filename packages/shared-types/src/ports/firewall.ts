import type { Refusal } from "../errors/refusal.ts";

/** What a rule can ask about a request. A fact the host does not know is null: no test of it holds but those for its absence. */
export interface FirewallFacts {
  readonly method: string;
  /** The path as it was sent, percent-encoding and all; no query. */
  readonly path: string;
  /** The client's address as the host's own edge saw it; null when it cannot be trusted. */
  readonly ip: string | null;
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null;
  readonly asNumber: number | null;
  readonly userAgent: string | null;
  readonly contentType: string | null;
  /** What Content-Length claims, bytes. */
  readonly contentLength: number | null;
  /** Any other header, by its lower-case name; hosts may leave it out. */
  readonly header?: (name: string) => string | null;
}

export type FirewallVerdict = { readonly ok: true } | { readonly ok: false; readonly refusal: Refusal };

/** First thing a request meets. Synchronous, a few microseconds, no network. */
export interface Firewall {
  /** Refuses with `blocked` or `rate_limited` (with retryAfterMs), scope `waf.<rule id>`. Counts the request against the burst limits. */
  check(facts: FirewallFacts): FirewallVerdict;
}
