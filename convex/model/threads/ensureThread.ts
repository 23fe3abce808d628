import { messageText } from "@sendcat/shared-types";
import type { Doc } from "../../_generated/dataModel.js";
import type { MutationCtx } from "../../_generated/server.js";
import type { BeginCall } from "../turns/beginCall.ts";
import { titleFromPrompt } from "../titles/titleFromPrompt.ts";

/** Moves the thread to the top of its owner's list, or creates it, titled with the first words of its first question. */
export async function ensureThread(
  ctx: MutationCtx,
  thread: Doc<"threads"> | null,
  { threadId, input, owner }: BeginCall,
): Promise<void> {
  const updatedAtMs = Date.now();
  if (thread) {
    await ctx.db.patch(thread._id, { updatedAtMs });
    return;
  }
  const title = titleFromPrompt(input.kind === "submit" ? messageText(input.parts) : "");
  await ctx.db.insert("threads", {
    threadId,
    ownerId: owner.userId,
    title,
    titleState: "prompt",
    updatedAtMs,
    removed: false,
  });
}
