import type { DeliveryMemory } from "@sendcat/shared-types";
import type { Redis } from "@upstash/redis";
import type { RedisLink } from "../redis/redis-link.ts";

/** Longer than providers go on delivering what was not taken: Stripe tries for three days. */
const KEPT_SECONDS = 4 * 86_400;

export interface DeliveryMemoryOptions {
  readonly link: RedisLink<Pick<Redis, "exists" | "set">>;
  /** Longest wait for Redis; then a delivery counts as not seen, and the inbox decides. */
  readonly waitMs: number;
}

/** Deliveries that were taken, in Redis. An event is remembered after it had its effect, never before: nothing is lost to a crash. */
export function createDeliveryMemory({ link, waitMs }: DeliveryMemoryOptions): DeliveryMemory {
  return {
    async has(source, eventId) {
      const answer = await link.ask(() => link.redis.exists(keyOf(source, eventId)), waitMs);
      return answer.ok && answer.value === 1;
    },
    async remember(source, eventId) {
      await link.ask(() => link.redis.set(keyOf(source, eventId), 1, { ex: KEPT_SECONDS }), waitMs);
    },
  };
}

function keyOf(source: string, eventId: string): string {
  return `sendcat:webhook:v1:${encodeURIComponent(source)}:${encodeURIComponent(eventId)}`;
}
