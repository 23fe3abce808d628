/**
 * Where no request is taken from. Both lists are empty by default: a shopper's family lives anywhere, and a country is a poor proxy for a
 * bot. Fill one during an attack, push, and empty it again; a comment beside each entry says why and until when.
 */
export const BLOCKED_ORIGINS: BlockedOrigins = {
  countries: [],
  asNumbers: [],
};

export interface BlockedOrigins {
  /** ISO 3166-1 alpha-2, e.g. `XX`. */
  readonly countries: readonly string[];
  /** Autonomous systems, e.g. 64496: hosting companies, never an access provider of the Caribbean. */
  readonly asNumbers: readonly number[];
}
