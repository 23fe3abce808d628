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

const KEY = "sendcat-kept-message";
/** A message older than this is not sent: the user has moved on. */
const KEPT_MS = 3_600_000;

/** Keeps the message in this tab only, until it is taken. */
export function keepMessage(message: KeptMessage): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(message));
  } catch {
    // Storage is blocked: the user has to write the message again.
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
