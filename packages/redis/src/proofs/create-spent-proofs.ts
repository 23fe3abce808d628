import type { FailurePolicy, SpentProofs } from "@sendcat/shared-types";
import type { Redis } from "@upstash/redis";
import type { RedisLink } from "../connection/redis-link.ts";
import { BoundedMap } from "../throttle/bounded-map.ts";

export interface SpentProofsOptions {
  readonly link: RedisLink<Pick<Redis, "set">>;
  /** `open`: without Redis each process remembers by itself; `closed`: without Redis no proof is taken. */
  readonly failure: FailurePolicy["throttle"];
  /** Current time, Unix milliseconds; default the clock. */
  readonly now?: () => number;
  readonly onFault?: (fault: { readonly operation: "proof"; readonly cause: unknown }) => void;
}

/** The clocks of the hosts that check a proof may differ by this much. */
const CLOCKS_APART_MS = 60_000;
/** More than a process takes while one of them lives; some hundred bytes each. */
const KNOWN_HERE = 10_000;

/**
 * Proofs that were used, in Redis for as long as they live. `SET NX` decides, so of two hosts that are shown one at once a single one takes
 * it. A limiter of windows would not do: past a window's edge it forgets.
 */
export function createSpentProofs({ link, failure, now = Date.now, onFault }: SpentProofsOptions): SpentProofs {
  const here = new BoundedMap<string, true>(KNOWN_HERE);
  return {
    async spend({ name, expiresAtMs }) {
      if (here.has(name)) return false;
      here.set(name, true);
      const px = Math.max(0, expiresAtMs - now()) + CLOCKS_APART_MS;
      const answer = await link.ask(
        () => link.redis.set(`sendcat:proof:v1:${name}`, 1, { nx: true, px }),
        failure.waitMs,
      );
      if (answer.ok) return answer.value === "OK";
      onFault?.({ operation: "proof", cause: answer.cause });
      return failure.mode === "open";
    },
  };
}
