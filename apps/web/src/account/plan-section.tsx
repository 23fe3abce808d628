"use client";

import { isPaidPlan } from "@sendcat/shared-types";
import Link from "next/link";
import { openPortal } from "../plans/open-billing.ts";
import { PLAN_LABELS } from "../plans/plan-labels.ts";
import { useChatServices } from "../session/chat-services.ts";
import { useSessionState } from "../session/use-session-state.ts";
import { Problem } from "./field.tsx";
import { Section } from "./section.tsx";
import { useAccountAction } from "./use-account-action.ts";

/** The account's plan, and where to change it. */
export function PlanSection() {
  const { session } = useChatServices();
  const { user } = useSessionState();
  const { isBusy, problem, run } = useAccountAction();
  if (user?.kind !== "user") return null;
  const isPaid = isPaidPlan(user.plan);
  return (
    <Section id="plan" title="Plan">
      <p className="text-ink-soft mt-1.5 text-sm">
        You are on <strong className="text-ink font-semibold">{PLAN_LABELS[user.plan]}</strong>.
      </p>
      <div className="mt-4 flex flex-wrap gap-2">
        {isPaid && (
          <button
            type="button"
            className="btn btn-outline"
            disabled={isBusy}
            onClick={() => void run(async () => await openPortal(session))}
          >
            Change or end the plan, see invoices
          </button>
        )}
        <Link href="/plans" className="btn btn-outline">
          See the plans
        </Link>
      </div>
      <div className="mt-3 empty:hidden">
        <Problem text={problem} />
      </div>
    </Section>
  );
}
