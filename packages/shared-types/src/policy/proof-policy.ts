/** When a guest has to spend a second of computing before being let in: cheap for a person, dear for a flood. */
export interface ProofPolicy {
  /** `always` is for an attack that looks like everybody. */
  readonly mode: "off" | "under-pressure" | "always";
  /** New sessions of one address within `SESSION_WINDOW_SECONDS` that need no proof; whole offices share one address. */
  readonly freeSessionsPerAddress: number;
  /** New sessions of one address in the same window, each of them paid for with a proof; with `off` without one. */
  readonly sessionsPerAddress: number;
  /** New sessions of the whole service a minute; beyond it everybody proves. */
  readonly freeSessionsPerMinute: number;
  /** Share of the service's places taken, 0 to 1, from which guests who have proved nothing prove at their next message. */
  readonly pressureShare: number;
  /** Iterations of one derivation (PBKDF2): what a challenge and its check cost the server. */
  readonly cost: number;
  /** Derivations that a solver needs on average. */
  readonly work: number;
}

/** The window in which new sessions of one address are counted. */
export const SESSION_WINDOW_SECONDS = 600;

export const DEFAULT_PROOF: ProofPolicy = {
  mode: "under-pressure",
  freeSessionsPerAddress: 15,
  sessionsPerAddress: 600,
  freeSessionsPerMinute: 600,
  pressureShare: 0.8,
  cost: 1_000,
  work: 1_200,
};
