import type { FailurePolicy, SpentProofs } from "@sendcat/shared-types";
import type { Redis } from "@upstash/redis";
import type { RedisLink } from "../connection/redis-link.ts";
import { BoundedMap } from "../throttle/bounded-map.ts";

export interface SpentProofsOptions {
  readonly link: RedisLink<Pick<Redis, "set">>;
  /** `open`: without Redis each process remembers by itself; `closed`: without Redis no proof is accepted. */
  readonly failure: FailurePolicy["throttle"];
  /** Current time, Unix milliseconds; the system clock by default. */
  readonly now?: () => number;
  readonly onFault?: (fault: { readonly operation: "proof"; readonly cause: unknown }) => void;
}

/** The clocks of hosts that check a proof may differ by this much. */
const CLOCKS_APART_MS = 60_000;
/** More proofs than a process accepts while one is valid; a few hundred bytes each. */
const KNOWN_HERE = 10_000;

/**
 * Used proofs, kept in Redis while they are valid. `SET NX` decides, so when two hosts get the same proof at once, only one accepts it. A
 * rate limiter would not do: it forgets at its window's edge.
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
