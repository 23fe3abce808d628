import type { Doc } from "../../_generated/dataModel.js";
import type { QueryCtx } from "../../_generated/server.js";
import { findArchive } from "./findArchive.ts";

/** The archive row of a thread that is being restored; null for any other. */
export async function readArchive(ctx: QueryCtx, threadId: string): Promise<Doc<"archives"> | null> {
  const archive = await findArchive(ctx, threadId);
  return archive?.state === "restoring" ? archive : null;
}
