import { attachmentViewSchema } from "@sendcat/shared-types";
import { z } from "zod";

/** A message that was refused, to be sent once there is room for it: paying for a plan leads away from the page. */
const keptSchema = z.object({
  threadId: z.string(),
  text: z.string(),
  model: z.string().optional(),
  attachments: z.array(attachmentViewSchema),
  keptAtMs: z.number(),
});
export type KeptMessage = z.infer<typeof keptSchema>;

const KEY = "sendcat-kept-message";
/** What somebody asked longer ago they have forgotten. */
const KEPT_MS = 3_600_000;

/** In this tab alone, until it is taken. */
export function keepMessage(message: KeptMessage): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(message));
  } catch {
    // A browser that keeps nothing: the message has to be written again.
  }
}

export function takeMessage(nowMs: number): KeptMessage | null {
  try {
    const parsed = keptSchema.safeParse(JSON.parse(sessionStorage.getItem(KEY) ?? "null"));
    sessionStorage.removeItem(KEY);
    return parsed.success && parsed.data.keptAtMs > nowMs - KEPT_MS ? parsed.data : null;
  } catch {
    return null;
  }
}
