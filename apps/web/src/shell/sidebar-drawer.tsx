"use client";

import { X } from "lucide-react";
import { Dialog } from "radix-ui";
import type { ReactNode } from "react";

/** The list of threads on a phone: a drawer over the conversation. */
export function SidebarDrawer({
  isOpen,
  onOpenChange,
  children,
}: {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  children: ReactNode;
}) {
  return (
    <Dialog.Root open={isOpen} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/45 data-[state=open]:animate-[sendcat-fade_160ms_ease-out] md:hidden" />
        <Dialog.Content
          aria-describedby={undefined}
          // In a field with text, Escape belongs to the field: it clears the search or cancels renaming.
          onEscapeKeyDown={(event) => {
            if (event.target instanceof HTMLInputElement && event.target.value !== "") event.preventDefault();
          }}
          className="bg-sunken fixed inset-y-0 left-0 z-50 w-[min(20rem,86vw)] shadow-2xl data-[state=open]:animate-[sendcat-slide_200ms_ease-out] md:hidden"
        >
          <Dialog.Title className="sr-only">Conversations</Dialog.Title>
          <Dialog.Close
            className="btn-icon absolute top-[max(0.75rem,env(safe-area-inset-top))] right-3"
            aria-label="Close"
          >
            <X aria-hidden className="size-4.5" />
          </Dialog.Close>
          {children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
