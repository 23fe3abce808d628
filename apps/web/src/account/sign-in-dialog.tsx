"use client";

import { X } from "lucide-react";
import { Dialog } from "radix-ui";
import { SignInForm } from "./sign-in-form.tsx";

/** Sign-in on top of the chat: an answer that is being written continues. */
export function SignInDialog({ onClose, onDone = onClose }: { onClose: () => void; onDone?: () => void }) {
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-50 bg-black/45 data-[state=open]:animate-[sendcat-fade_160ms_ease-out]" />
        <Dialog.Content className="bg-surface border-line shadow-pop fixed top-4 left-1/2 z-50 max-h-[calc(100dvh-2rem)] w-[min(26rem,calc(100vw-2rem))] -translate-x-1/2 overflow-y-auto rounded-3xl border p-6 sm:top-[42%] sm:-translate-y-1/2">
          <Dialog.Title className="pr-8 text-lg font-semibold">Sign in or sign up</Dialog.Title>
          <Dialog.Description className="text-ink-soft mt-1.5 mb-5 text-sm text-pretty">
            With an account you get more messages a day and see your conversations on every device. You keep the ones
            you have now.
          </Dialog.Description>
          <Dialog.Close className="btn-icon absolute top-4 right-4" aria-label="Close">
            <X aria-hidden className="size-4.5" />
          </Dialog.Close>
          <SignInForm onDone={onDone} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
