import type { Refusal } from "../errors/refusal.ts";

/**
 * The facts of a request that a rule can test. A fact that the host does not know is null: every test of it fails, except those for its
 * absence.
 */
export interface FirewallFacts {
  readonly method: string;
  /** The path as it was sent, still percent-encoded; no query. */
  readonly path: string;
  /** The client's address as the host's own edge saw it; null when it cannot be trusted. */
  readonly ip: string | null;
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null;
  readonly asNumber: number | null;
  readonly userAgent: string | null;
  readonly contentType: string | null;
  /** The value of Content-Length, bytes. */
  readonly contentLength: number | null;
  /** Any other header, by its lower-case name; a host may not have it. */
  readonly header?: (name: string) => string | null;
}

export type FirewallVerdict = { readonly ok: true } | { readonly ok: false; readonly refusal: Refusal };

/** The first check of a request. Synchronous, a few microseconds, no network. */
export interface Firewall {
  /** Refuses with `blocked` or `rate_limited` (with retryAfterMs), scope `waf.<rule id>`. Counts the request against the burst limits. */
  check(facts: FirewallFacts): FirewallVerdict;
}
