import type { Rule } from "../rule.ts";

/** Above what a household or a mobile carrier's shared address sends; a person's own limits are Redis's, not this one's. */
export const chatBurst: Rule = {
  id: "chat-burst",
  name: "Bursts of chat turns",
  description: "Answers 429 past 40 POST /api/chat in 10 seconds from one address, per region.",
  active: true,
  any: [
    [
      { type: "path", op: "eq", value: "/api/chat" },
      { type: "method", op: "eq", value: "POST" },
    ],
  ],
  action: {
    type: "rate_limit",
    algorithm: "fixed_window",
    windowSeconds: 10,
    limit: 40,
    keys: ["ip"],
    exceeded: "rate_limit",
  },
};
