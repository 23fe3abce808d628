"use client";

import type { QuotaView } from "@sendcat/shared-types";
import { SquarePen } from "lucide-react";
import { CatLogo } from "../brand/cat-logo.tsx";
import { ThreadList } from "./thread-list.tsx";

export function Sidebar({
  activeThreadId,
  quota,
  onOpen,
  onNew,
  onRemoved,
}: {
  activeThreadId: string | null;
  quota: QuotaView | null;
  onOpen: (threadId: string) => void;
  onNew: () => void;
  onRemoved: (threadId: string) => void;
}) {
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
      <ThreadList activeThreadId={activeThreadId} onOpen={onOpen} onRemoved={onRemoved} />
      <QuotaFooter quota={quota} />
    </div>
  );
}

function QuotaFooter({ quota }: { quota: QuotaView | null }) {
  return (
    <div className="border-line text-ink-soft border-t px-4 pt-3 pb-[max(0.9rem,env(safe-area-inset-bottom))] text-xs">
      {quota ? (
        <>
          <div className="flex justify-between tabular-nums">
            <span>Messages today</span>
            <span>
              {quota.turns.used} of {quota.turns.limit}
            </span>
          </div>
          <div className="bg-line mt-2 h-1 overflow-hidden rounded-full" aria-hidden>
            <div
              className="bg-accent h-full rounded-full transition-[width]"
              style={{ width: `${Math.min(100, (quota.turns.used / Math.max(1, quota.turns.limit)) * 100)}%` }}
            />
          </div>
        </>
      ) : (
        <span>You are chatting as a guest</span>
      )}
    </div>
  );
}
