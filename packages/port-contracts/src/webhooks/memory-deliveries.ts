import type { DeliveryMemory } from "@sendcat/shared-types";

/** Remembers deliveries in memory. */
export function memoryDeliveries(): DeliveryMemory {
  const known = new Set<string>();
  const keyOf = (source: string, eventId: string) => JSON.stringify([source, eventId]);
  return {
    has: async (source, eventId) => known.has(keyOf(source, eventId)),
    remember: async (source, eventId) => void known.add(keyOf(source, eventId)),
  };
}
