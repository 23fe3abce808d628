import { attachmentViewSchema } from "@sendcat/shared-types";
import { z } from "zod";

/** A refused message, kept while the user is away on the payment page, to be sent once their plan allows it. */
const keptSchema = z.object({
  threadId: z.string(),
  text: z.string(),
  model: z.string().optional(),
  attachments: z.array(attachmentViewSchema),
  keptAtMs: z.number(),
});
export type KeptMessage = z.infer<typeof keptSchema>;

const CACHE = "sendcat-kept-message";
const ADDRESS = "/kept-message";
/** A message older than this is not sent: the user has moved on. */
const KEPT_MS = 3_600_000;

/** Keeps the message until it is taken. In Cache Storage, because what is deleted there is gone from the disk: session storage keeps it in a log. */
export async function keepMessage(message: KeptMessage): Promise<void> {
  try {
    const cache = await caches.open(CACHE);
    await cache.put(ADDRESS, Response.json(message));
  } catch {
    // Storage is blocked: the user has to write the message again.
  }
}

export async function takeMessage(nowMs: number): Promise<KeptMessage | null> {
  try {
    const kept = await caches.match(ADDRESS, { cacheName: CACHE });
    const parsed = keptSchema.safeParse(await kept?.json());
    await caches.delete(CACHE);
    return parsed.success && parsed.data.keptAtMs > nowMs - KEPT_MS ? parsed.data : null;
  } catch {
    return null;
  }
}
