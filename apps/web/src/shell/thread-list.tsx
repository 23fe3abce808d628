"use client";

import type { ThreadView } from "@sendcat/shared-types";
import { useConvexAuth, usePaginatedQuery, useQuery } from "convex/react";
import { useMemo } from "react";
import { listThreads, pinnedThreads } from "../core/queries.ts";
import { threadGroups } from "./thread-groups.ts";
import { ThreadListItem } from "./thread-list-item.tsx";

const PAGE = 30;

/** The user's threads, live: pinned ones first, then newest first. */
export function ThreadList({
  activeThreadId,
  onOpen,
  onRemove,
}: {
  activeThreadId: string | null;
  onOpen: (threadId: string) => void;
  onRemove: (thread: ThreadView) => void;
}) {
  const { isAuthenticated } = useConvexAuth();
  const { results, status, loadMore } = usePaginatedQuery(listThreads, isAuthenticated ? {} : "skip", {
    initialNumItems: PAGE,
  });
  const pinned = useQuery(pinnedThreads, isAuthenticated ? {} : "skip");
  const groups = useMemo(() => {
    const others = results.filter((thread) => !thread.pinned);
    const first = pinned && pinned.length > 0 ? [{ label: "Pinned", threads: pinned }] : [];
    return [...first, ...threadGroups(others, Date.now())];
  }, [results, pinned]);
  const isLoading = !isAuthenticated || status === "LoadingFirstPage";

  return (
    <nav aria-label="Conversations" className="min-h-0 flex-1 overflow-y-auto px-2 pt-2 pb-4" aria-busy={isLoading}>
      {isLoading && <ThreadListSkeleton />}
      {!isLoading && results.length === 0 && (
        <p className="text-ink-soft px-3 py-6 text-sm text-pretty">
          Your conversations will be listed here. Ask about a product to start one.
        </p>
      )}
      {groups.map((group) => (
        <section key={group.label} aria-label={group.label} className="mt-3 first:mt-0">
          <h2 className="text-ink-soft px-3 pb-1 text-xs font-medium">{group.label}</h2>
          <ul>
            {group.threads.map((thread) => (
              <li key={thread.id}>
                <ThreadListItem
                  thread={thread}
                  isActive={thread.id === activeThreadId}
                  onOpen={onOpen}
                  onRemove={onRemove}
                />
              </li>
            ))}
          </ul>
        </section>
      ))}
      {(status === "CanLoadMore" || status === "LoadingMore") && (
        <button
          type="button"
          className="btn btn-quiet mt-2 w-full"
          disabled={status === "LoadingMore"}
          onClick={() => loadMore(PAGE)}
        >
          {status === "LoadingMore" ? "Loading…" : "Load more"}
        </button>
      )}
    </nav>
  );
}

function ThreadListSkeleton() {
  return (
    <div aria-hidden className="space-y-1 px-1 pt-1">
      {["w-4/5", "w-3/5", "w-11/12", "w-2/3"].map((width) => (
        <div key={width} className="flex h-10 items-center px-2">
          <div className={`bg-line h-3 animate-pulse rounded-full ${width}`} />
        </div>
      ))}
    </div>
  );
}
