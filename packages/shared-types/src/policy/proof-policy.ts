/** When a guest must spend about a second of computing before a session or a turn: cheap for one user, expensive for a flood. */
export interface ProofPolicy {
  /** `always` is for an attack that looks like normal traffic. */
  readonly mode: "off" | "under-pressure" | "always";
  /** New sessions from one address within `SESSION_WINDOW_SECONDS` that need no proof; whole offices share one address. */
  readonly freeSessionsPerAddress: number;
  /** New sessions from one address in the same window, each with its own proof (with `off`, without). */
  readonly sessionsPerAddress: number;
  /** New sessions of the whole service a minute that need no proof; beyond it every new session needs one. */
  readonly freeSessionsPerMinute: number;
  /** Share of the service's places in use, 0 to 1, from which guests without a proof need one for their next message. */
  readonly pressureShare: number;
  /** Iterations of one key derivation (PBKDF2): the server's cost of a challenge and of its check. */
  readonly cost: number;
  /** Key derivations that a solver needs on average. */
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
