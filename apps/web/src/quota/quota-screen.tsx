"use client";

import { CalendarClock } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { SignInDialog } from "../account/sign-in-dialog.tsx";
import { formatRemaining } from "../refusal/countdown.ts";
import { useRemaining } from "../refusal/use-remaining.ts";
import { useSessionState } from "../session/use-session-state.ts";
import type { QuotaGate } from "./quota-gate.ts";

/** Replaces the composer while a limit is used up. The conversation stays readable. */
export function QuotaScreen({
  gate,
  threadId,
  onReset,
  onUpgrade,
}: {
  gate: QuotaGate;
  /** The conversation to return to; null when it has no address yet. */
  threadId: string | null;
  onReset: () => void;
  /** Called when the user leaves to look at the plans. */
  onUpgrade: () => void;
}) {
  const { title, body, opens, resetAtMs } = gate;
  const remainingMs = useRemaining(resetAtMs);
  const { user } = useSessionState();
  const [isSigningIn, setSigningIn] = useState(false);
  const isGuest = user?.kind === "guest";
  const isOver = resetAtMs !== null && remainingMs === 0;
  return (
    <section
      aria-labelledby="quota-title"
      data-testid="quota-screen"
      data-scope={gate.scope}
      className="bg-surface border-line shadow-card flex flex-col items-center gap-1 rounded-3xl border px-6 py-6 text-center"
    >
      <span className="bg-accent-soft text-accent-strong mb-2 grid size-11 place-items-center rounded-full">
        <CalendarClock aria-hidden className="size-5" />
      </span>
      <div role="status" className="flex flex-col items-center gap-1">
        <h2 id="quota-title" className="text-base font-semibold">
          {isOver ? "You can continue" : title}
        </h2>
        {!isOver && (
          <p className="text-ink-soft max-w-md text-sm text-pretty">{body} You can still read your conversations.</p>
        )}
      </div>
      {isOver ? (
        <button type="button" className="btn btn-primary mt-3" onClick={onReset}>
          Continue chatting
        </button>
      ) : (
        <>
          {resetAtMs !== null && (
            <p className="mt-2 text-sm tabular-nums">
              {opens} <strong className="font-semibold">{clockTime(resetAtMs)}</strong>
              <span className="text-ink-soft"> · in {formatRemaining(remainingMs)}</span>
            </p>
          )}
          {gate.canUpgrade && (
            <div className="mt-3 flex flex-wrap justify-center gap-2">
              {isGuest && (
                <button type="button" className="btn btn-primary" onClick={() => setSigningIn(true)}>
                  Sign in for more
                </button>
              )}
              <Link
                className={`btn ${isGuest ? "btn-quiet" : "btn-primary"}`}
                href={threadId === null ? "/plans" : `/plans?thread=${threadId}`}
                onClick={onUpgrade}
              >
                See plans with more
              </Link>
            </div>
          )}
          {isSigningIn && (
            <SignInDialog
              onClose={() => setSigningIn(false)}
              onDone={() => {
                setSigningIn(false);
                onReset();
              }}
            />
          )}
        </>
      )}
    </section>
  );
}

function clockTime(atMs: number): string {
  return new Date(atMs).toLocaleTimeString([], { hour: "numeric", minute: "2-digit" });
}
