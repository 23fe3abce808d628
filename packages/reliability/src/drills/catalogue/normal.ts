import type { Slos } from "../../verdicts/judge.ts";

/** What users may expect in normal operation. */
export const NORMAL: Slos = {
  availability: { atLeast: 0.995 },
  success: { atLeast: 0.95 },
  serverErrors: { atMost: 0.01 },
  throttled: { atMost: 0.04 },
  networkErrors: { atMost: 0.005 },
  coverage: { atLeast: 0.95 },
  firstTokenP95: { atMost: 3_000 },
  completionP95: { atMost: 20_000 },
};

/** After an outage: the same, with an allowance for errors of the first moments. */
export const RECOVERED: Slos = {
  availability: { atLeast: 0.98 },
  success: { atLeast: 0.95 },
  firstTokenP95: { atMost: 3_000 },
};
