import { DEFAULT_POLICY } from "@sendcat/shared-types";
import type { Rule } from "../rule.ts";

const WINDOW_SECONDS = 10;
const { provenTurns, seconds } = DEFAULT_POLICY.admission.address;
const LIMIT = (4 * provenTurns * WINDOW_SECONDS) / seconds;

/** Four times what admission allows one address, because a mobile carrier may put thousands of people behind one: only stops floods. */
export const chatBurst: Rule = {
  id: "chat-burst",
  name: "Bursts of chat turns",
  description: `Answers 429 past ${LIMIT} POST /api/chat in ${WINDOW_SECONDS} seconds from one address, per region.`,
  active: true,
  any: [
    [
      { type: "path", op: "eq", value: "/api/chat" },
      { type: "method", op: "eq", value: "POST" },
    ],
  ],
  action: { type: "rate_limit", windowSeconds: WINDOW_SECONDS, limit: LIMIT },
};
