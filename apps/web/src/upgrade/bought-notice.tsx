"use client";

import { Clock, LoaderCircle, PartyPopper, X } from "lucide-react";
import type { ReactNode } from "react";
import { PLAN_LABELS } from "../plans/plan-labels.ts";
import type { BoughtPlan } from "./use-bought-plan.ts";

/** The state of a payment, above the composer. */
export function BoughtNotice({ bought }: { bought: BoughtPlan }) {
  const plan = PLAN_LABELS[bought.plan];
  return (
    <div
      role="status"
      data-testid="bought"
      data-phase={bought.phase}
      className="bg-surface border-line shadow-card flex items-center gap-3 rounded-2xl border px-4 py-3 text-sm"
    >
      {bought.phase === "confirming" && (
        <Line icon={<LoaderCircle aria-hidden className="text-accent-strong size-5 shrink-0 animate-spin" />}>
          Thank you. Your payment is being confirmed…
        </Line>
      )}
      {bought.phase === "late" && (
        <>
          <Line icon={<Clock aria-hidden className="text-accent-strong size-5 shrink-0" />}>
            Your payment has not been confirmed yet. This can take a few minutes. Nothing is lost.
          </Line>
          <button type="button" className="btn btn-outline shrink-0" onClick={bought.check}>
            Check again
          </button>
        </>
      )}
      {bought.phase === "ready" && (
        <>
          <Line icon={<PartyPopper aria-hidden className="text-accent-strong size-5 shrink-0" />}>
            You are on {plan} now. Thank you!
          </Line>
          <button type="button" className="btn-icon -my-2" aria-label="Dismiss" onClick={bought.dismiss}>
            <X aria-hidden className="size-4" />
          </button>
        </>
      )}
    </div>
  );
}

function Line({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <>
      {icon}
      <p className="min-w-0 flex-1 text-pretty">{children}</p>
    </>
  );
}
