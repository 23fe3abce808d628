"use client";

import type { PublicError } from "@sendcat/shared-types";
import { CircleAlert, Clock, RotateCcw } from "lucide-react";
import { formatRemaining, retryAtMs } from "./countdown.ts";
import { refusalCopy } from "./refusal-copy.ts";
import { useRemaining } from "./use-remaining.ts";

/** A refusal as what it is: what said no, when it may be tried again, and the button once that time has come. */
export function RefusalNotice({
  error,
  receivedAtMs,
  onRetry,
}: {
  error: PublicError;
  receivedAtMs: number;
  onRetry: (() => void) | null;
}) {
  const { title, body, canRetry } = refusalCopy(error);
  const remainingMs = useRemaining(retryAtMs(error, receivedAtMs));
  const isWaiting = remainingMs > 0;
  const Icon = isWaiting ? Clock : CircleAlert;
  return (
    <div
      role="alert"
      data-testid="refusal"
      data-code={error.code}
      className="bg-warn-soft text-warn-ink border-warn-line flex flex-wrap items-start gap-x-3 gap-y-2.5 rounded-2xl border px-4 py-3 text-sm"
    >
      <Icon aria-hidden className="mt-0.5 size-4.5 shrink-0" />
      <div className="min-w-0 flex-[1_1_14rem]">
        <p className="font-semibold">{title}</p>
        <p className="mt-0.5 opacity-90">{body}</p>
      </div>
      {canRetry && onRetry && (
        <button
          type="button"
          onClick={onRetry}
          disabled={isWaiting}
          className="btn border-warn-line shrink-0 border max-sm:ml-7.5 bg-transparent tabular-nums hover:not-disabled:bg-black/5 dark:hover:not-disabled:bg-white/5"
        >
          {isWaiting ? (
            <span aria-live="off">Try again in {formatRemaining(remainingMs)}</span>
          ) : (
            <>
              <RotateCcw aria-hidden className="size-3.5" /> Try again
            </>
          )}
        </button>
      )}
    </div>
  );
}
