import { cutText, type ThreadHit } from "@sendcat/shared-types";
import type { QueryCtx } from "../../_generated/server.js";
import type { Reader } from "../platform/auth.ts";
import { excerptOf } from "../messages/excerptOf.ts";
import { findOwnThread } from "./findThread.ts";
import { LIMITS } from "../platform/limits.ts";
import { threadView } from "../messages/views.ts";

/** Matches in titles first, then in messages, each thread once. */
export async function searchThreads(
  ctx: QueryCtx & { readonly caller: Reader },
  given: string,
): Promise<readonly ThreadHit[]> {
  const words = cutText(given, LIMITS.searchQueryChars).trim();
  if (words === "") return [];
  const { ownerId } = ctx.caller;
  const titled = await ctx.db
    .query("threads")
    .withSearchIndex("search_title", (q) => q.search("title", words).eq("ownerId", ownerId).eq("removed", false))
    .take(LIMITS.searchHits);
  const hits = new Map<string, ThreadHit>(
    titled.map((thread) => [thread.threadId, { ...threadView(thread), excerpt: null }]),
  );
  const said = await ctx.db
    .query("messages")
    .withSearchIndex("search_text", (q) => q.search("searchText", words).eq("ownerId", ownerId))
    .take(LIMITS.searchHits);
  for (const { threadId, active, searchText } of said) {
    if (hits.size >= LIMITS.searchHits || !active || hits.get(threadId)?.excerpt) continue;
    const thread = await findOwnThread(ctx, threadId, ownerId);
    if (thread) hits.set(threadId, { ...threadView(thread), excerpt: excerptOf(searchText, words) });
  }
  return [...hits.values()];
}
