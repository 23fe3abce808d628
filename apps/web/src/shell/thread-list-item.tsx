"use client";

import type { ThreadView } from "@sendcat/shared-types";
import { useMutation } from "convex/react";
import { Ellipsis, Pencil, Trash2 } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useState, type MouseEvent } from "react";
import { removeThread, renameThread } from "../core/queries.ts";
import { RemoveDialog } from "./remove-dialog.tsx";
import { RenameField } from "./rename-field.tsx";

export function ThreadListItem({
  thread,
  isActive,
  onOpen,
  onRemoved,
}: {
  thread: ThreadView;
  isActive: boolean;
  onOpen: (threadId: string) => void;
  onRemoved: (threadId: string) => void;
}) {
  const [mode, setMode] = useState<"shown" | "renaming" | "removing">("shown");
  const rename = useMutation(renameThread);
  const remove = useMutation(removeThread);
  const title = thread.title || "New conversation";

  // A plain click stays on the page; with a modifier the address opens as any link does.
  const open = (event: MouseEvent): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onOpen(thread.id);
  };

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
      <a
        href={`/t/${thread.id}`}
        onClick={open}
        aria-current={isActive ? "page" : undefined}
        className={`min-w-0 flex-1 truncate rounded-xl py-2.5 pr-10 pl-3 text-sm ${isActive ? "font-medium" : ""}`}
      >
        {title}
      </a>
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger
          aria-label={`Options for ${title}`}
          className="btn-icon absolute right-1 size-8 opacity-0 group-hover:opacity-100 focus-visible:opacity-100 data-[state=open]:opacity-100 pointer-coarse:opacity-100"
        >
          <Ellipsis aria-hidden className="size-4" />
        </DropdownMenu.Trigger>
        <DropdownMenu.Content className="menu" align="end" sideOffset={4}>
          <DropdownMenu.Item className="menu-item" onSelect={() => setMode("renaming")}>
            <Pencil aria-hidden className="text-ink-soft size-4" /> Rename
          </DropdownMenu.Item>
          <DropdownMenu.Item className="menu-item text-danger" onSelect={() => setMode("removing")}>
            <Trash2 aria-hidden className="size-4" /> Delete
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Root>
      <RemoveDialog
        title={title}
        isOpen={mode === "removing"}
        onCancel={() => setMode("shown")}
        onConfirm={() => {
          setMode("shown");
          void remove({ threadId: thread.id }).then(() => onRemoved(thread.id));
        }}
      />
    </div>
  );
}
