import { failed, ok, warning, type Check } from "../check.ts";
import { readReadiness } from "../read-readiness.ts";

const LOOKS = 5;
/** A round trip within a region takes a few milliseconds; across a continent, sixty. */
const NEAR_MS = 25;

/** The shortest round trip of some, as the app measures it: every turn waits for one. */
export const upstashNear: Check = {
  name: "near the app",
  needs: [],
  mend: "Create the database in the app's region and put its URL and token into Vercel and Convex (docs/deploy.md, step 3).",
  async look({ origin, policy }) {
    const took: number[] = [];
    for (let look = 0; look < LOOKS; look++) {
      const { dependencies, tookMs } = await readReadiness(origin);
      if (dependencies.redis) took.push(tookMs.redis);
    }
    if (took.length === 0) return failed("the app cannot reach Redis");
    const shortest = Math.min(...took);
    const says = `a round trip from the app takes ${shortest} ms at best`;
    const { waitMs } = policy.failure.admission;
    if (shortest >= waitMs) return failed(`${says}; a turn waits ${waitMs} ms, so none is admitted`);
    return shortest > NEAR_MS ? warning(`${says}; within a region it is below ${NEAR_MS} ms`) : ok(says);
  },
};
