import type { Slos } from "../../slo/slo.ts";

/** What people may expect while nothing is wrong. */
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

/** After something was wrong: the same, with the first moments' errors allowed for. */
export const RECOVERED: Slos = {
  availability: { atLeast: 0.98 },
  success: { atLeast: 0.95 },
  firstTokenP95: { atMost: 3_000 },
};
