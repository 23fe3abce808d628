import type { Rule } from "../rule.ts";

/** A page asks for a token when it opens and once an hour; hundreds from one address are somebody collecting guests. */
export const sessionBurst: Rule = {
  id: "session-burst",
  name: "Bursts of sessions",
  description: "Answers 429 past 120 POST /api/session in 60 seconds from one address, per region.",
  active: true,
  any: [
    [
      { type: "path", op: "eq", value: "/api/session" },
      { type: "method", op: "eq", value: "POST" },
    ],
  ],
  action: {
    type: "rate_limit",
    algorithm: "fixed_window",
    windowSeconds: 60,
    limit: 120,
    keys: ["ip"],
    exceeded: "rate_limit",
  },
};
