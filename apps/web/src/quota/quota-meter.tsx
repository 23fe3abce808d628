"use client";

import { windowName, type QuotaView } from "@sendcat/shared-types";
import Link from "next/link";
import { PLAN_LABELS } from "../plans/plan-labels.ts";

/** A limit is shown once this share of it is used. The day's messages are always shown. */
const NEAR_SHARE = 0.6;

/** What is used of the plan: the day's messages, and every other limit that is nearly reached. */
export function QuotaMeter({ quota }: { quota: QuotaView | null }) {
  if (!quota) return <p>You are chatting as a guest</p>;
  const { turns, tokens, window } = quota;
  const span = windowName(window.seconds);
  return (
    <section aria-label="What is left of your plan" data-testid="quota-meter" className="space-y-2.5">
      <Meter label="Messages today" used={turns.used} limit={turns.limit} />
      {isNear(window.turns) && <Meter label={`In ${span}`} used={window.turns.used} limit={window.turns.limit} />}
      {isNear(tokens) && <Meter label="Text today" used={tokens.used} limit={tokens.limit} asShare />}
      {isNear(window.tokens) && (
        <Meter label={`Text in ${span}`} used={window.tokens.used} limit={window.tokens.limit} asShare />
      )}
      <p className="flex justify-between">
        <span>{PLAN_LABELS[quota.plan]} plan</span>
        <Link href="/plans" className="hover:text-ink underline underline-offset-2">
          Plans
        </Link>
      </p>
    </section>
  );
}

function isNear({ used, limit }: { readonly used: number; readonly limit: number }): boolean {
  return used >= limit * NEAR_SHARE;
}

function Meter({
  label,
  used,
  limit,
  asShare = false,
}: {
  label: string;
  used: number;
  limit: number;
  asShare?: boolean;
}) {
  const percent = limit === 0 ? 100 : Math.min(100, Math.round((used / limit) * 100));
  const text = asShare ? `${percent} %` : `${used} of ${limit}`;
  return (
    <div
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      aria-valuetext={text}
    >
      <div className="flex justify-between tabular-nums">
        <span>{label}</span>
        <span>{text}</span>
      </div>
      <div className="bg-line mt-1.5 h-1 overflow-hidden rounded-full" aria-hidden>
        <div
          className={`h-full rounded-full transition-[width] ${percent >= 90 ? "bg-danger" : "bg-accent"}`}
          style={{ width: `${percent}%` }}
        />
      </div>
    </div>
  );
}
