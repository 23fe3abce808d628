import type { MessageView, ThreadView } from "@sendcat/shared-types";
import { makeFunctionReference, type PaginationOptions, type PaginationResult } from "convex/server";

/** The Convex functions that clients call, by their deployed names. */
export const listThreads = makeFunctionReference<
  "query",
  { paginationOpts: PaginationOptions },
  PaginationResult<ThreadView>
>("threads:list");
export const getThread = makeFunctionReference<"query", { threadId: string }, ThreadView | null>("threads:get");
export const renameThread = makeFunctionReference<"mutation", { threadId: string; title: string }>("threads:rename");
export const listMessages = makeFunctionReference<
  "query",
  { threadId: string; paginationOpts: PaginationOptions },
  PaginationResult<MessageView>
>("messages:list");
