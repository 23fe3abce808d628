"use client";

import { SearchX } from "lucide-react";

/** A thread that was deleted, or that belongs to another user: the two look the same on purpose. */
export function MissingThread({ onNew }: { onNew: () => void }) {
  return (
    <div className="grid flex-1 place-items-center p-6" data-testid="missing-thread">
      <div className="flex max-w-sm flex-col items-center text-center">
        <span className="bg-accent-soft text-accent-strong mb-4 grid size-12 place-items-center rounded-full">
          <SearchX aria-hidden className="size-6" />
        </span>
        <h1 className="text-lg font-semibold">Conversation not found</h1>
        <p className="text-ink-soft mt-1.5 text-sm text-pretty">
          It may have been deleted, or it belongs to someone else. Guests can open their conversations only in the
          browser where they started them.
        </p>
        <button type="button" className="btn btn-primary mt-5" onClick={onNew}>
          Start a new one
        </button>
      </div>
    </div>
  );
}
