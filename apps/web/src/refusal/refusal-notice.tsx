"use client";

import type { PublicError } from "@sendcat/shared-types";
import { CircleAlert, Clock, RotateCcw } from "lucide-react";
import { formatRemaining, retryAtMs } from "./countdown.ts";
import { refusalView } from "./refusal-view.ts";
import { useAutoRetry } from "./use-auto-retry.ts";
import { useRemaining } from "./use-remaining.ts";

const BUTTON =
  "btn border-warn-line shrink-0 border max-sm:ml-7.5 bg-transparent tabular-nums hover:not-disabled:bg-black/5 dark:hover:not-disabled:bg-white/5";

/** Shows a refusal: why, and when to try again, either automatically or by a button that is enabled at that time. */
export function RefusalNotice({
  error,
  receivedAtMs,
  onRetry,
  autoRetry,
}: {
  error: PublicError;
  receivedAtMs: number;
  onRetry: (() => void) | null;
  /** Number of automatic retries so far, and how to retry; without it there is no automatic retry. */
  autoRetry?: { readonly attempt: number; readonly run: () => void };
}) {
  const { title, body, canRetry } = refusalView(error);
  const auto = useAutoRetry({
    error,
    receivedAtMs,
    attempt: autoRetry?.attempt ?? null,
    onRetry: autoRetry?.run ?? nothing,
  });
  const remainingMs = useRemaining(auto.atMs ?? retryAtMs(error, receivedAtMs));
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
        {auto.atMs !== null && (
          <p className="mt-0.5 opacity-90">
            Your message will be sent again automatically
            <span aria-hidden className="tabular-nums">
              {isWaiting ? ` in ${formatRemaining(remainingMs)}` : " now"}
            </span>
            .
          </p>
        )}
      </div>
      {auto.atMs !== null ? (
        <button type="button" onClick={auto.cancel} className={BUTTON}>
          Don’t send
        </button>
      ) : (
        canRetry &&
        onRetry && (
          <button type="button" onClick={onRetry} disabled={isWaiting} className={BUTTON}>
            {isWaiting ? (
              <span aria-live="off">Try again in {formatRemaining(remainingMs)}</span>
            ) : (
              <>
                <RotateCcw aria-hidden className="size-3.5" /> Try again
              </>
            )}
          </button>
        )
      )}
    </div>
  );
}

function nothing(): void {}
