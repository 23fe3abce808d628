"use client";

import type { Session } from "@sendcat/chat-client";
import { MAX_REPORT_CHARS, REPORT_REASON_NAMES, REPORT_REASONS, type ReportReason } from "@sendcat/shared-types";
import { X } from "lucide-react";
import { Dialog } from "radix-ui";
import { useState, type FormEvent } from "react";
import { Problem } from "../account/field.tsx";
import { useAccountAction } from "../account/use-account-action.ts";
import { sendReport, type Reported } from "./send-report.ts";

/** Tells the operators about an answer or a shared conversation: a reason, and a few words if the user wants. */
export function ReportDialog({
  reported,
  session,
  onClose,
}: {
  reported: Reported;
  session: () => Session;
  onClose: () => void;
}) {
  const { isBusy, problem, run } = useAccountAction();
  const [reason, setReason] = useState<ReportReason | null>(null);
  const [text, setText] = useState("");
  const [isSent, setSent] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isBusy || reason === null) return;
    void run(async () => await sendReport(session(), { ...reported, reason, text: text.trim() })).then(setSent);
  };
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-50 bg-black/45 data-[state=open]:animate-[sendcat-fade_160ms_ease-out]" />
        <Dialog.Content className="bg-surface border-line shadow-pop fixed top-1/2 left-1/2 z-50 max-h-[calc(100dvh-2rem)] w-[min(27rem,calc(100vw-2rem))] -translate-x-1/2 -translate-y-1/2 overflow-y-auto rounded-3xl border p-6">
          <Dialog.Title className="pr-8 text-base font-semibold">
            {reported.about === "turn" ? "Report this answer" : "Report this conversation"}
          </Dialog.Title>
          <Dialog.Description className="text-ink-soft mt-2 text-sm text-pretty" role={isSent ? "status" : undefined}>
            {isSent
              ? "Thank you. We have your report."
              : "We get its id, your reason and your words, not the conversation itself."}
          </Dialog.Description>
          <Dialog.Close className="btn-icon absolute top-4 right-4" aria-label="Close">
            <X aria-hidden className="size-4.5" />
          </Dialog.Close>
          {!isSent && (
            <form onSubmit={submit} className="mt-5 space-y-4" aria-busy={isBusy} data-testid="report">
              <fieldset className="space-y-1">
                <legend className="text-sm font-medium">What is wrong with it?</legend>
                {REPORT_REASON_NAMES.map((name) => (
                  <label key={name} className="flex items-center gap-2.5 py-1 text-sm pointer-coarse:py-2">
                    <input
                      type="radio"
                      name="reason"
                      value={name}
                      required
                      checked={reason === name}
                      onChange={() => setReason(name)}
                      className="accent-accent size-4 shrink-0"
                    />
                    {REPORT_REASONS[name]}
                  </label>
                ))}
              </fieldset>
              <div>
                <label htmlFor="report-text" className="text-sm font-medium">
                  In your words, if you like
                </label>
                <textarea
                  id="report-text"
                  rows={3}
                  maxLength={MAX_REPORT_CHARS}
                  value={text}
                  onChange={(event) => setText(event.target.value)}
                  className="border-line-strong focus:border-accent bg-surface mt-1.5 block w-full rounded-xl border px-3.5 py-2.5 text-base"
                />
              </div>
              <Problem text={problem} />
              <div className="flex justify-end gap-2">
                <Dialog.Close className="btn btn-quiet">Cancel</Dialog.Close>
                <button type="submit" className="btn btn-primary" disabled={isBusy}>
                  {isBusy ? "Sending…" : "Send the report"}
                </button>
              </div>
            </form>
          )}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
