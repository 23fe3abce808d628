import { quotaViewSchema } from "@sendcat/shared-types";
import { setTimeout as delay } from "node:timers/promises";
import { askFor, jsonOf } from "../ask.ts";
import { failed, ok, type Check } from "../check.ts";
import { noTurn } from "../no-turn.ts";

const WITHIN_MS = 10_000;
const LOOK_EVERY_MS = 250;

/** The turn's reservation is released, and the turn counts once. */
export const turnSettled: Check = {
  name: "its reservation is settled",
  needs: [],
  mend: "The core settles it within minutes when Convex has the Redis of the app: compare UPSTASH_REDIS_REST_URL there and in Vercel (docs/deploy.md, step 4).",
  async look({ origin, session, turn }) {
    if (!(await turn().catch(() => null))) return noTurn;
    const headers = { authorization: `Bearer ${await session()}` };
    for (const untilMs = Date.now() + WITHIN_MS; ; await delay(LOOK_EVERY_MS)) {
      const { turns, inFlight } = quotaViewSchema.parse(jsonOf(await askFor(`${origin}/api/quota`, 200, { headers })));
      if (inFlight.used === 0 && turns.used === 1) return ok("one turn used, none in flight");
      if (Date.now() > untilMs)
        return failed(`${turns.used} turns used and ${inFlight.used} in flight after ${WITHIN_MS / 1_000} s`);
    }
  },
};
