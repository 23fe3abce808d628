"use client";

import { useConvexAuth, useQuery } from "convex/react";
import { Search, X } from "lucide-react";
import { useDeferredValue } from "react";
import { searchThreads } from "../core/queries.ts";
import { ThreadLink } from "./thread-link.tsx";

const MAX_CHARS = 200;

/** The search field above the threads. Escape clears it. */
export function SearchField({ words, onChange }: { words: string; onChange: (words: string) => void }) {
  return (
    <div role="search" className="relative px-3 pb-1">
      <Search aria-hidden className="text-ink-soft pointer-events-none absolute top-2.5 left-6 size-4" />
      <input
        type="search"
        aria-label="Search conversations"
        placeholder="Search"
        value={words}
        maxLength={MAX_CHARS}
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape" || words === "") return;
          event.stopPropagation();
          onChange("");
        }}
        className="border-line focus:border-accent h-9 w-full rounded-xl border bg-transparent pr-8 pl-9 text-sm [&::-webkit-search-cancel-button]:hidden"
      />
      {words !== "" && (
        <button
          type="button"
          aria-label="Clear search"
          className="btn-icon absolute top-0.5 right-4 size-8"
          onClick={() => onChange("")}
        >
          <X aria-hidden className="size-4" />
        </button>
      )}
    </div>
  );
}

/** The threads that match the words; shown in place of the list. */
export function SearchResults({
  words,
  activeThreadId,
  onOpen,
}: {
  words: string;
  activeThreadId: string | null;
  onOpen: (threadId: string) => void;
}) {
  const { isAuthenticated } = useConvexAuth();
  const asked = useDeferredValue(words.trim());
  const hits = useQuery(searchThreads, isAuthenticated ? { words: asked } : "skip");
  return (
    <nav aria-label="Found conversations" className="min-h-0 flex-1 overflow-y-auto px-2 pt-2 pb-4">
      <p role="status" className="text-ink-soft px-3 pb-1 text-xs">
        {hits === undefined ? "Searching…" : `${hits.length === 0 ? "Nothing" : hits.length} found`}
      </p>
      <ul>
        {hits?.map((hit) => (
          <li key={hit.id} className="hover:bg-line/60 flex rounded-xl">
            <ThreadLink
              threadId={hit.id}
              isActive={hit.id === activeThreadId}
              onOpen={onOpen}
              className="rounded-xl px-3 py-2 text-sm"
            >
              <span className="block truncate">{hit.title || "New conversation"}</span>
              {hit.excerpt !== null && <span className="text-ink-soft line-clamp-2 text-xs">{hit.excerpt}</span>}
            </ThreadLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
