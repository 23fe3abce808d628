import { DEFAULT_POLICY } from "@sendcat/shared-types";
import type { Rule } from "../rule.ts";

const WINDOW_SECONDS = 60;
/** A page asks when it opens and then once an hour: returning guests add to the new ones that the limit of ten minutes counts. */
const LIMIT = 2 * DEFAULT_POLICY.proof.sessionsPerAddress;

/** A mobile carrier puts thousands of people behind one address: only stops floods. */
export const sessionBurst: Rule = {
  id: "session-burst",
  name: "Bursts of sessions",
  description: `Answers 429 past ${LIMIT} POST /api/session in ${WINDOW_SECONDS} seconds from one address, per region.`,
  active: true,
  any: [
    [
      { type: "path", op: "eq", value: "/api/session" },
      { type: "method", op: "eq", value: "POST" },
    ],
  ],
  action: { type: "rate_limit", windowSeconds: WINDOW_SECONDS, limit: LIMIT },
};
