/**
 * Countries and networks whose requests are refused. Both lists are empty by default: users' families live anywhere, and a country is a
 * poor indicator of a bot. Fill one during an attack, push, and empty it again; write beside each entry why and until when.
 */
export const BLOCKED_ORIGINS: BlockedOrigins = {
  countries: [],
  asNumbers: [],
};

export interface BlockedOrigins {
  /** ISO 3166-1 alpha-2, e.g. `XX`. */
  readonly countries: readonly string[];
  /** Autonomous systems, e.g. 64496: hosting companies, never an internet provider of the Caribbean. */
  readonly asNumbers: readonly number[];
}
