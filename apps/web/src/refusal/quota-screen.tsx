"use client";

import { CalendarClock } from "lucide-react";
import { formatRemaining } from "./countdown.ts";
import { useRemaining } from "./use-remaining.ts";

/** Takes the composer's place when today's messages are used up. Everything written so far stays readable. */
export function QuotaScreen({
  limit,
  resetAtMs,
  canUpgrade,
  onReset,
}: {
  limit: number | null;
  resetAtMs: number | null;
  canUpgrade: boolean;
  onReset: () => void;
}) {
  const remainingMs = useRemaining(resetAtMs);
  const isOver = resetAtMs !== null && remainingMs === 0;
  const opensAt =
    resetAtMs === null ? null : new Date(resetAtMs).toLocaleTimeString([], { hour: "numeric", minute: "2-digit" });
  return (
    <section
      aria-labelledby="quota-title"
      data-testid="quota-screen"
      className="bg-surface border-line shadow-card flex flex-col items-center gap-1 rounded-3xl border px-6 py-6 text-center"
    >
      <span className="bg-accent-soft text-accent-strong mb-2 grid size-11 place-items-center rounded-full">
        <CalendarClock aria-hidden className="size-5" />
      </span>
      <h2 id="quota-title" className="text-base font-semibold">
        {isOver ? "A new day of messages is here" : "That’s all for today"}
      </h2>
      {isOver ? (
        <button type="button" className="btn btn-primary mt-3" onClick={onReset}>
          Continue chatting
        </button>
      ) : (
        <>
          <p className="text-ink-soft max-w-md text-sm text-pretty">
            {limit === null ? "You have used today’s messages." : `You have used all ${limit} messages of today.`} Your
            conversations stay here to read.
          </p>
          {opensAt && (
            <p className="mt-2 text-sm tabular-nums">
              New messages at <strong className="font-semibold">{opensAt}</strong>
              <span className="text-ink-soft"> · in {formatRemaining(remainingMs)}</span>
            </p>
          )}
          {canUpgrade && (
            <p className="text-ink-soft mt-2 text-xs">Larger plans with more messages a day are on their way.</p>
          )}
        </>
      )}
    </section>
  );
}
