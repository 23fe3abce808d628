import { internal } from "../../_generated/api.js";
import type { Doc } from "../../_generated/dataModel.js";
import type { MutationCtx } from "../../_generated/server.js";
import { findLiveTurn } from "../turns/findLiveTurn.ts";
import { findThread } from "../threads/findThread.ts";
import { findArchive } from "./findArchive.ts";

type Manifest = Pick<Doc<"archives">, "threadId" | "storageId" | "sha256" | "bytes" | "messages">;

export async function commitArchive(
  ctx: MutationCtx,
  { updatedAtMs, ...manifest }: Manifest & { readonly updatedAtMs: number },
): Promise<boolean> {
  const { threadId } = manifest;
  const thread = await findThread(ctx, threadId);
  const isAsItWas = thread && !thread.removed && !thread.archived && thread.updatedAtMs === updatedAtMs;
  if (!isAsItWas || (await findLiveTurn(ctx, threadId)) || (await findArchive(ctx, threadId))) return false;
  await ctx.db.insert("archives", { ...manifest, ownerId: thread.ownerId, state: "stripping", stateAtMs: Date.now() });
  await ctx.db.patch(thread._id, { archived: true });
  await ctx.scheduler.runAfter(0, internal.archives.strip, { threadId });
  return true;
}
