"use client";

import { Undo2 } from "lucide-react";
import type { Removal } from "./use-removal.ts";

/** Says which conversation was deleted, with a button to undo. */
export function UndoNotice({ removed, undo }: Pick<Removal, "removed" | "undo">) {
  return (
    <div role="status" className="px-3">
      {removed && (
        <div className="bg-surface border-line shadow-card mb-2 flex items-center gap-2 rounded-2xl border py-1.5 pr-1.5 pl-3.5 text-sm">
          <span className="min-w-0 flex-1 truncate">Deleted “{removed.title || "New conversation"}”</span>
          <button type="button" className="btn btn-quiet shrink-0" onClick={undo}>
            <Undo2 aria-hidden className="size-4" /> Undo
          </button>
        </div>
      )}
    </div>
  );
}
