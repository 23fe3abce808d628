"use client";

import type { ThreadView } from "@sendcat/shared-types";
import { useMutation } from "convex/react";
import { Ellipsis, Pencil, Pin, PinOff, Share2, Trash2 } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useState } from "react";
import { pinThread, renameThread } from "../core/queries.ts";
import { ShareDialog } from "../share/share-dialog.tsx";
import { RenameField } from "./rename-field.tsx";
import { ThreadLink } from "./thread-link.tsx";

export function ThreadListItem({
  thread,
  isActive,
  onOpen,
  onRemove,
}: {
  thread: ThreadView;
  isActive: boolean;
  onOpen: (threadId: string) => void;
  onRemove: (thread: ThreadView) => void;
}) {
  const [mode, setMode] = useState<"shown" | "renaming" | "sharing">("shown");
  const rename = useMutation(renameThread);
  const pin = useMutation(pinThread);
  const title = thread.title || "New conversation";

  if (mode === "renaming") {
    return (
      <RenameField
        title={title}
        onDone={(next) => {
          setMode("shown");
          if (next && next !== title) void rename({ threadId: thread.id, title: next });
        }}
      />
    );
  }
  return (
    <div
      className={`group relative flex items-center rounded-xl transition-colors ${isActive ? "bg-accent-soft" : "hover:bg-line/60"}`}
    >
      <ThreadLink
        threadId={thread.id}
        isActive={isActive}
        onOpen={onOpen}
        className={`truncate rounded-xl py-2.5 pr-10 pl-3 text-sm ${isActive ? "font-medium" : ""}`}
      >
        {title}
      </ThreadLink>
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger
          aria-label={`Options for ${title}`}
          className="btn-icon absolute right-1 size-8 opacity-0 group-hover:opacity-100 focus-visible:opacity-100 data-[state=open]:opacity-100 pointer-coarse:opacity-100"
        >
          <Ellipsis aria-hidden className="size-4" />
        </DropdownMenu.Trigger>
        <DropdownMenu.Content className="menu" align="end" sideOffset={4}>
          <DropdownMenu.Item
            className="menu-item"
            onSelect={() => void pin({ threadId: thread.id, pinned: !thread.pinned })}
          >
            {thread.pinned ? (
              <>
                <PinOff aria-hidden className="text-ink-soft size-4" /> Unpin
              </>
            ) : (
              <>
                <Pin aria-hidden className="text-ink-soft size-4" /> Pin
              </>
            )}
          </DropdownMenu.Item>
          <DropdownMenu.Item className="menu-item" onSelect={() => setMode("sharing")}>
            <Share2 aria-hidden className="text-ink-soft size-4" /> Share
          </DropdownMenu.Item>
          <DropdownMenu.Item className="menu-item" onSelect={() => setMode("renaming")}>
            <Pencil aria-hidden className="text-ink-soft size-4" /> Rename
          </DropdownMenu.Item>
          <DropdownMenu.Item className="menu-item text-danger" onSelect={() => onRemove(thread)}>
            <Trash2 aria-hidden className="size-4" /> Delete
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Root>
      {mode === "sharing" && <ShareDialog threadId={thread.id} title={title} onClose={() => setMode("shown")} />}
    </div>
  );
}
