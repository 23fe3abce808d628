"use client";

import { isPaidPlan, PAID_PLANS, type Currency, type PaidPlan } from "@sendcat/shared-types";
import { Check } from "lucide-react";
import { useState, type ReactNode } from "react";
import { Problem } from "../account/field.tsx";
import { SignInDialog } from "../account/sign-in-dialog.tsx";
import { useAccountAction } from "../account/use-account-action.ts";
import { useChatServices } from "../session/chat-services.ts";
import { useSessionState } from "../session/use-session-state.ts";
import { CurrencyChoice } from "./currency-choice.tsx";
import { openCheckout, openPortal } from "./open-billing.ts";
import type { PlanFacts } from "./plan-facts.ts";

/** The plans side by side, with buttons to buy, change or manage one. */
export function PlanChooser({
  plans,
  isSold,
  threadId,
}: {
  plans: readonly PlanFacts[];
  isSold: boolean;
  threadId: string | null;
}) {
  const { session } = useChatServices();
  const { user } = useSessionState();
  const { isBusy, problem, run } = useAccountAction();
  const [currency, setCurrency] = useState<Currency>("usd");
  const [wanted, setWanted] = useState<PaidPlan | "free" | null>(null);
  const isPaying = user !== null && isPaidPlan(user.plan);
  const buy = (plan: PaidPlan): void => void run(async () => await openCheckout(session, { plan, currency, threadId }));
  return (
    <>
      {isSold && <CurrencyChoice currency={currency} onChange={setCurrency} />}
      <ul className="mt-6 grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
        {plans.map((plan) => {
          const paid = PAID_PLANS.find((name) => name === plan.name);
          const isOwn = user?.plan === plan.name;
          return (
            <PlanCard key={plan.name} plan={plan} currency={currency} isOwn={isOwn}>
              {isSold && paid && !isOwn && (
                <button
                  type="button"
                  className={`btn mt-5 ${isPaying ? "btn-outline" : "btn-primary"}`}
                  disabled={isBusy || user === null}
                  onClick={() => (user?.kind === "user" ? buy(paid) : setWanted(paid))}
                >
                  {isPaying ? `Change to ${plan.label}` : `Choose ${plan.label}`}
                </button>
              )}
              {plan.name === "free" && user?.kind === "guest" && (
                <button type="button" className="btn btn-outline mt-5" onClick={() => setWanted("free")}>
                  Sign up for free
                </button>
              )}
              {isSold && paid && isOwn && (
                <button
                  type="button"
                  className="btn btn-outline mt-5"
                  disabled={isBusy}
                  onClick={() => void run(async () => await openPortal(session))}
                >
                  Manage your plan
                </button>
              )}
            </PlanCard>
          );
        })}
      </ul>
      <div className="mt-5 empty:hidden">
        <Problem text={problem} />
      </div>
      {wanted && (
        <SignInDialog
          onClose={() => setWanted(null)}
          onDone={() => {
            setWanted(null);
            if (wanted !== "free") buy(wanted);
          }}
        />
      )}
    </>
  );
}

function PlanCard({
  plan,
  currency,
  isOwn,
  children,
}: {
  plan: PlanFacts;
  currency: Currency;
  isOwn: boolean;
  children: ReactNode;
}) {
  return (
    <li
      data-testid={`plan-${plan.name}`}
      className={`bg-surface shadow-card flex flex-col rounded-3xl border px-5 py-5 ${isOwn ? "border-accent" : "border-line"}`}
    >
      <div className="flex items-baseline justify-between gap-2">
        <h2 className="text-lg font-semibold">{plan.label}</h2>
        {isOwn && (
          <span className="bg-accent-soft text-accent-strong rounded-full px-2.5 py-0.5 text-xs font-medium">
            Your plan
          </span>
        )}
      </div>
      <p className="text-ink-soft mt-1 text-sm text-pretty lg:min-h-10">{plan.line}</p>
      <p className="mt-3 text-2xl font-semibold tracking-tight tabular-nums">
        {plan.price === null ? "Free" : plan.price[currency]}
        {plan.price !== null && <span className="text-ink-soft text-sm font-normal"> a month</span>}
      </p>
      <ul className="mt-4 flex-1 space-y-2.5">
        {plan.facts.map((fact) => (
          <li key={fact} className="flex gap-2.5 text-sm">
            <Check aria-hidden className="text-accent-strong mt-0.5 size-4 shrink-0" />
            <span className="min-w-0 text-pretty">{fact}</span>
          </li>
        ))}
      </ul>
      {children}
    </li>
  );
}
