"use client";

import { useConvexAuth, useMutation, useQuery } from "convex/react";
import { AlertDialog } from "radix-ui";
import { useState } from "react";
import { erasePerson, isErasing } from "../core/queries.ts";
import { useChatServices } from "../session/chat-services.ts";
import { forgetDevice } from "../session/forget-device.ts";
import { Problem } from "./field.tsx";
import { Section } from "./section.tsx";
import { SignInDialog } from "./sign-in-dialog.tsx";

/** Deletes all of the user's data for good. */
export function EraseSection() {
  const { session } = useChatServices();
  const { isAuthenticated } = useConvexAuth();
  const erasing = useQuery(isErasing, isAuthenticated ? {} : "skip");
  const erase = useMutation(erasePerson);
  const [isAsking, setAsking] = useState(false);
  const [isSigningIn, setSigningIn] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [hasBegun, setBegun] = useState(false);
  const begin = async (): Promise<void> => {
    const answer = await erase({});
    if (!answer.ok && answer.refusal.scope === "account.sign_in_again") setSigningIn(true);
    setProblem(answer.ok ? null : (answer.refusal.message ?? "That did not work."));
    if (!answer.ok) return;
    setBegun(true);
    // Without a connection the device is emptied all the same: the session has nothing left to show.
    await session.signOut("forget").catch(() => undefined);
    await forgetDevice(window);
  };
  if (erasing || hasBegun) {
    return (
      <Section id="erase" title="We are deleting your data">
        <p role="status" className="text-ink-soft mt-1.5 text-sm text-pretty">
          All your data is being deleted. This takes up to two hours.
        </p>
      </Section>
    );
  }
  return (
    <Section id="erase" title="Delete everything">
      <p className="text-ink-soft mt-1.5 text-sm text-pretty">
        Deletes your conversations, share links, exports and, if you have one, your account. It starts at once and is
        complete within two hours. Our records of what was spent stay, without your name. If you have an account, you
        must have signed in within the last five minutes.
      </p>
      <button
        type="button"
        className="btn bg-danger text-surface mt-4 transition-opacity hover:opacity-90"
        disabled={!isAuthenticated}
        onClick={() => setAsking(true)}
      >
        Delete everything
      </button>
      <div className="mt-3 empty:hidden">
        <Problem text={problem} />
      </div>
      {/* A new page takes the new session's token to the core. */}
      {isSigningIn && <SignInDialog onClose={() => setSigningIn(false)} onDone={() => window.location.reload()} />}
      <AlertDialog.Root open={isAsking} onOpenChange={setAsking}>
        <AlertDialog.Portal>
          <AlertDialog.Overlay className="fixed inset-0 z-50 bg-black/45" />
          <AlertDialog.Content className="bg-surface border-line shadow-pop fixed top-1/2 left-1/2 z-50 w-[min(26rem,calc(100vw-2rem))] -translate-x-1/2 -translate-y-1/2 rounded-3xl border p-6">
            <AlertDialog.Title className="text-base font-semibold">Delete everything for good?</AlertDialog.Title>
            <AlertDialog.Description className="text-ink-soft mt-2 text-sm text-pretty">
              This cannot be undone. If you want to keep something, export it first.
            </AlertDialog.Description>
            <div className="mt-6 flex justify-end gap-2">
              <AlertDialog.Cancel className="btn btn-quiet">Keep it</AlertDialog.Cancel>
              <AlertDialog.Action
                className="btn bg-danger text-surface transition-opacity hover:opacity-90"
                onClick={() => void begin()}
              >
                Delete for good
              </AlertDialog.Action>
            </div>
          </AlertDialog.Content>
        </AlertDialog.Portal>
      </AlertDialog.Root>
    </Section>
  );
}
