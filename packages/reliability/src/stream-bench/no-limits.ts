const PLENTY = 1_000_000_000_000;
const plan = { turnsPerDay: PLENTY, tokensPerDay: PLENTY, spendPerDayMicroUsd: PLENTY };

/** Admission as in production, with limits that no benchmark reaches: admission is part of the measured cost, but refuses nothing. */
export const NO_LIMITS = {
  plans: { pro: { ...plan, window: { seconds: 60, turns: 1_000, tokens: PLENTY }, maxInFlight: 100 } },
  admission: { maxInFlight: 100_000, turnsPerSecond: 100_000, bulkheads: { openrouter_chat: 100_000 } },
  spend: { perDayMicroUsd: PLENTY },
  failure: { begin: { maxInFlight: 10_000 } },
};
