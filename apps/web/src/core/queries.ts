import type { MessageView, ThreadView } from "@sendcat/shared-types";
import { makeFunctionReference, type PaginationOptions, type PaginationResult } from "convex/server";

/** The Convex functions the page watches, typed by the contract they answer with. */
export const listThreads = makeFunctionReference<
  "query",
  { paginationOpts: PaginationOptions },
  PaginationResult<ThreadView>
>("threads:list");

export const getThread = makeFunctionReference<"query", { threadId: string }, ThreadView | null>("threads:get");

/** Newest first. */
export const listMessages = makeFunctionReference<
  "query",
  { threadId: string; paginationOpts: PaginationOptions },
  PaginationResult<MessageView>
>("messages:list");

export const renameThread = makeFunctionReference<"mutation", { threadId: string; title: string }, unknown>(
  "threads:rename",
);

export const removeThread = makeFunctionReference<"mutation", { threadId: string }, unknown>("threads:remove");
