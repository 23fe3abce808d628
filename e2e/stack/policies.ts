/** Long waits: browser, servers and tests share the machine's cores, so a slow moment must not count as an outage. */
export const PATIENT = {
  admission: { waitMs: 10_000 },
  settlement: { waitMs: 3_000 },
  throttle: { waitMs: 10_000 },
  quotaView: { waitMs: 10_000 },
  ledger: { waitMs: 10_000 },
  begin: { waitMs: 15_000 },
};

/** Limits that one browser can reach. A new guest has to do a proof of work as soon as one of the two places is taken. */
export const TIGHT_POLICY = {
  plans: { guest: { tokensPerDay: 1_000_000, window: { seconds: 24, turns: 3, tokens: 1_000_000 } } },
  admission: { bulkheads: { openrouter_chat: 2 } },
  proof: { pressureShare: 0.5 },
  failure: PATIENT,
};

/** A guest can reach only the limits on turns a day and on answers at a time. All files open their sessions at a host that knows no addresses. */
export const ROOMY_POLICY = {
  proof: { freeSessionsPerAddress: 600 },
  admission: { address: { turns: 600 } },
  plans: { guest: { tokensPerDay: 100_000_000, window: { turns: 1_000, tokens: 100_000_000 } } },
  failure: PATIENT,
};
