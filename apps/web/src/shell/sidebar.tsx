"use client";

import type { QuotaView } from "@sendcat/shared-types";
import { SquarePen } from "lucide-react";
import { PublicPageLinks } from "../notices/public-page-links.tsx";
import { CatLogo } from "../brand/cat-logo.tsx";
import { QuotaMeter } from "../quota/quota-meter.tsx";
import { useState } from "react";
import { AccountLink } from "./account-link.tsx";
import { SearchField, SearchResults } from "./thread-search.tsx";
import { ThreadList } from "./thread-list.tsx";
import { UndoNotice } from "./undo-notice.tsx";
import { useRemoval } from "./use-removal.ts";

export function Sidebar({
  activeThreadId,
  quota,
  onOpen,
  onNew,
  onRemoved,
  onSignIn,
}: {
  activeThreadId: string | null;
  quota: QuotaView | null;
  onOpen: (threadId: string) => void;
  onNew: () => void;
  onRemoved: (threadId: string) => void;
  onSignIn: () => void;
}) {
  const [words, setWords] = useState("");
  const removal = useRemoval(onRemoved);
  return (
    <div className="flex h-full flex-col">
      <div className="flex items-center gap-2.5 px-4 pt-[max(1rem,env(safe-area-inset-top))] pb-3">
        <CatLogo className="size-8" />
        <span className="text-lg font-semibold tracking-tight">Sendcat</span>
      </div>
      <div className="px-3 pb-2">
        <button
          type="button"
          onClick={onNew}
          className="bg-surface border-line hover:border-line-strong shadow-card flex h-11 w-full items-center gap-2.5 rounded-2xl border px-3.5 text-sm font-medium transition-colors"
        >
          <SquarePen aria-hidden className="text-accent-strong size-4" />
          New conversation
        </button>
      </div>
      <SearchField words={words} onChange={setWords} />
      {words.trim() === "" ? (
        <ThreadList activeThreadId={activeThreadId} onOpen={onOpen} onRemove={removal.remove} />
      ) : (
        <SearchResults words={words} activeThreadId={activeThreadId} onOpen={onOpen} />
      )}
      <UndoNotice removed={removal.removed} undo={removal.undo} />
      <div className="border-line text-ink-soft border-t px-4 pt-3 pb-[max(0.9rem,env(safe-area-inset-bottom))] text-xs">
        <QuotaMeter quota={quota} />
        <AccountLink onSignIn={onSignIn} />
        <div className="mt-2.5">
          <PublicPageLinks />
        </div>
      </div>
    </div>
  );
}
