/** Browser, servers and tests share the machine's cores: a slow moment of theirs is no outage of Redis. */
export const PATIENT = {
  admission: { waitMs: 10_000 },
  settlement: { waitMs: 3_000 },
  throttle: { waitMs: 10_000 },
  quotaView: { waitMs: 10_000 },
  ledger: { waitMs: 10_000 },
  begin: { waitMs: 15_000 },
};

/** Limits that one browser meets. A guest who has proved nothing is asked to as soon as one of the two places is taken. */
export const TIGHT_POLICY = {
  plans: { guest: { tokensPerDay: 1_000_000, window: { seconds: 24, turns: 3, tokens: 1_000_000 } } },
  admission: { bulkheads: { openrouter_chat: 2 } },
  proof: { pressureShare: 0.5 },
  failure: PATIENT,
};

/** Of a guest's limits only the turns a day and the answers at a time are ever met; all files come from one address. */
export const ROOMY_POLICY = {
  proof: { freeSessionsPerAddress: 600 },
  admission: { address: { turns: 600 } },
  plans: { guest: { tokensPerDay: 100_000_000, window: { turns: 1_000, tokens: 100_000_000 } } },
  failure: PATIENT,
};
