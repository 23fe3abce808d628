import type { DeliveryMemory } from "@sendcat/shared-types";
import type { Redis } from "@upstash/redis";
import { LRUCache } from "lru-cache";
import type { RedisLink } from "../connection/redis-link.ts";

/** Longer than providers retry a delivery: Stripe tries for three days. */
const KEPT_SECONDS = 4 * 86_400;

export interface DeliveryMemoryOptions {
  readonly link: RedisLink<Pick<Redis, "exists" | "set">>;
  /** Longest wait for Redis; after it a delivery counts as not seen, and the inbox decides. */
  readonly waitMs: number;
}

/** More than a provider resends in one burst; a few hundred bytes each. */
const KNOWN_HERE = 5_000;

/**
 * Remembers processed deliveries: in Redis, and the latest ones in this process as well. In a storm most deliveries are repeats, and those
 * cost no call to Convex. An event is remembered only after it was applied, so a crash loses nothing.
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
