import type { DeliveryMemory } from "@sendcat/shared-types";
import type { Redis } from "@upstash/redis";
import { LRUCache } from "lru-cache";
import type { RedisLink } from "../connection/redis-link.ts";

/** Longer than providers go on delivering what was not taken: Stripe tries for three days. */
const KEPT_SECONDS = 4 * 86_400;

export interface DeliveryMemoryOptions {
  readonly link: RedisLink<Pick<Redis, "exists" | "set">>;
  /** Longest wait for Redis; then a delivery counts as not seen, and the inbox decides. */
  readonly waitMs: number;
}

/** More than a provider sends again in one burst; some hundred bytes each. */
const KNOWN_HERE = 5_000;

/**
 * Deliveries that were taken, in Redis and, the latest of them, in this process: in a storm most are repeats, and those cost chat no call. An
 * event is remembered after it had its effect, never before: nothing is lost to a crash.
 */
export function createDeliveryMemory({ link, waitMs }: DeliveryMemoryOptions): DeliveryMemory {
  const here = new LRUCache<string, true>({ max: KNOWN_HERE });
  return {
    async has(source, eventId) {
      const key = keyOf(source, eventId);
      if (here.has(key)) return true;
      const answer = await link.ask(() => link.redis.exists(key), waitMs);
      const isKnown = answer.ok && answer.value === 1;
      if (isKnown) here.set(key, true);
      return isKnown;
    },
    async remember(source, eventId) {
      const key = keyOf(source, eventId);
      here.set(key, true);
      await link.ask(() => link.redis.set(key, 1, { ex: KEPT_SECONDS }), waitMs);
    },
  };
}

function keyOf(source: string, eventId: string): string {
  return `sendcat:webhook:v1:${encodeURIComponent(source)}:${encodeURIComponent(eventId)}`;
}
