"use client";

import { ComposerPrimitive, useAuiState } from "@assistant-ui/react";
import { MAX_PROMPT_CHARS } from "@sendcat/shared-types";
import { ArrowUp, Square } from "lucide-react";
import { Honeypot } from "../session/honeypot.tsx";
import { useHydrated } from "../shell/use-hydrated.ts";
import { AttachButton } from "../attachments/attach-button.tsx";
import { TrayAttachments } from "../attachments/tray-attachments.tsx";
import type { AttachmentTray } from "../attachments/use-attachment-tray.ts";
import { ModelMenu } from "./model-menu.tsx";

/** The count is shown when fewer characters than this are left. */
const NEAR_LIMIT_CHARS = 500;

/** Enter sends, Shift+Enter breaks the line, Escape stops. */
export function Composer({
  tray,
  isRunning,
  model,
  onModel,
}: {
  tray: AttachmentTray;
  isRunning: boolean;
  model: string | undefined;
  onModel: (model: string | undefined) => void;
}) {
  const isHydrated = useHydrated();
  const length = useAuiState((state) => state.composer.text.length);
  const left = MAX_PROMPT_CHARS - length;
  return (
    <ComposerPrimitive.Root className="bg-surface border-line focus-within:border-line-strong shadow-card rounded-[1.6rem] border transition-colors">
      <Honeypot />
      <TrayAttachments tray={tray} />
      <div className="flex items-end gap-1 p-2">
        <AttachButton tray={tray} />
        <ComposerPrimitive.Input
          id="composer"
          aria-label="Message Sendcat"
          placeholder="Ask about a product or a price"
          maxLength={MAX_PROMPT_CHARS}
          // Else the browser writes a draft to the disk, to restore the tab.
          autoComplete="off"
          minRows={1}
          maxRows={9}
          autoFocus
          disabled={!isHydrated}
          enterKeyHint="send"
          onPaste={(event) => {
            const files = [...event.clipboardData.files];
            if (files.length === 0) return;
            event.preventDefault();
            tray.add(files);
          }}
          className="placeholder:text-ink-soft min-w-0 flex-1 resize-none bg-transparent py-2 pl-1 text-base leading-6 outline-none"
        />
        {isRunning ? (
          <ComposerPrimitive.Cancel
            className="bg-ink text-ground grid size-10 shrink-0 place-items-center rounded-full transition-opacity hover:opacity-85"
            aria-label="Stop answering"
          >
            <Square aria-hidden className="size-3.5 fill-current" />
          </ComposerPrimitive.Cancel>
        ) : (
          <ComposerPrimitive.Send
            className="bg-accent text-on-accent hover:not-disabled:bg-accent-hover disabled:bg-line disabled:text-ink-soft grid size-10 shrink-0 place-items-center rounded-full transition-colors"
            aria-label="Send message"
          >
            <ArrowUp aria-hidden className="size-5" />
          </ComposerPrimitive.Send>
        )}
      </div>
      <div className="flex items-center justify-between px-2.5 empty:hidden [&:has(*)]:pb-2">
        <ModelMenu model={model} onChange={onModel} />
        {left < NEAR_LIMIT_CHARS && (
          <span role="status" className="text-ink-soft ml-auto px-2 text-xs tabular-nums">
            {left} characters left
          </span>
        )}
      </div>
    </ComposerPrimitive.Root>
  );
}
