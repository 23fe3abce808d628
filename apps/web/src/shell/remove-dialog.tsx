"use client";

import { AlertDialog } from "radix-ui";

export function RemoveDialog({
  title,
  isOpen,
  onCancel,
  onConfirm,
}: {
  title: string;
  isOpen: boolean;
  onCancel: () => void;
  onConfirm: () => void;
}) {
  return (
    <AlertDialog.Root open={isOpen} onOpenChange={(open) => !open && onCancel()}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="fixed inset-0 z-50 bg-black/45 data-[state=open]:animate-[sendcat-fade_160ms_ease-out]" />
        <AlertDialog.Content className="bg-surface border-line shadow-pop fixed top-1/2 left-1/2 z-50 w-[min(26rem,calc(100vw-2rem))] -translate-x-1/2 -translate-y-1/2 rounded-3xl border p-6">
          <AlertDialog.Title className="text-base font-semibold">Delete this conversation?</AlertDialog.Title>
          <AlertDialog.Description className="text-ink-soft mt-2 text-sm">
            “{title}” and everything in it will be gone for good.
          </AlertDialog.Description>
          <div className="mt-6 flex justify-end gap-2">
            <AlertDialog.Cancel className="btn btn-quiet">Keep it</AlertDialog.Cancel>
            <AlertDialog.Action
              onClick={onConfirm}
              className="btn bg-danger text-surface transition-opacity hover:opacity-90"
            >
              Delete
            </AlertDialog.Action>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
