"use client";

import { useMutation, useQuery } from "convex/react";
import { Check, Copy, Link2Off, X } from "lucide-react";
import { Dialog } from "radix-ui";
import { useState } from "react";
import { createShare, revokeShare, shareOfThread } from "../core/queries.ts";

/** Creates, updates and removes the share link of a thread. */
export function ShareDialog({ threadId, title, onClose }: { threadId: string; title: string; onClose: () => void }) {
  const share = useQuery(shareOfThread, { threadId });
  const create = useMutation(createShare);
  const revoke = useMutation(revokeShare);
  const makeLink = () => void create({ threadId, shareId: crypto.randomUUID() });
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-50 bg-black/45 data-[state=open]:animate-[sendcat-fade_160ms_ease-out]" />
        <Dialog.Content className="bg-surface border-line shadow-pop fixed top-1/2 left-1/2 z-50 w-[min(30rem,calc(100vw-2rem))] -translate-x-1/2 -translate-y-1/2 rounded-3xl border p-6">
          <Dialog.Title className="pr-8 text-base font-semibold">Share “{title}”</Dialog.Title>
          <Dialog.Description className="text-ink-soft mt-2 text-sm text-pretty">
            Anyone with the link can read this conversation as it is now. Your name is not shown, search engines do not
            list it, and you can stop sharing at any time.
          </Dialog.Description>
          <Dialog.Close className="btn-icon absolute top-4 right-4" aria-label="Close">
            <X aria-hidden className="size-4.5" />
          </Dialog.Close>
          {share && (
            <>
              <LinkField url={`${window.location.origin}/s/${share.shareId}`} />
              <p className="text-ink-soft mt-2 text-xs">
                Shows everything up to {new Date(share.sharedAtMs).toLocaleString()}.
              </p>
            </>
          )}
          <div className="mt-6 flex flex-wrap justify-end gap-2">
            {share ? (
              <>
                <button type="button" className="btn btn-quiet text-danger" onClick={() => void revoke({ threadId })}>
                  <Link2Off aria-hidden className="size-4" /> Stop sharing
                </button>
                <button type="button" className="btn btn-quiet" onClick={makeLink}>
                  Include new messages
                </button>
              </>
            ) : (
              <button type="button" className="btn btn-primary" disabled={share === undefined} onClick={makeLink}>
                Create a link
              </button>
            )}
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function LinkField({ url }: { url: string }) {
  const [isCopied, setCopied] = useState(false);
  const copy = (): void => {
    navigator.clipboard.writeText(url).then(
      () => setCopied(true),
      () => undefined,
    );
  };
  return (
    <div className="mt-4 flex items-center gap-2">
      <input
        readOnly
        aria-label="Link to this conversation"
        value={url}
        onFocus={(event) => event.target.select()}
        className="border-line bg-sunken h-10 min-w-0 flex-1 rounded-xl border px-3 text-sm"
      />
      <button type="button" className="btn btn-primary shrink-0" onClick={copy}>
        {isCopied ? <Check aria-hidden className="size-4" /> : <Copy aria-hidden className="size-4" />}
        <span role="status">{isCopied ? "Copied" : "Copy"}</span>
      </button>
    </div>
  );
}
