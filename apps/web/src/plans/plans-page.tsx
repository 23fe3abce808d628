import type { Policy } from "@sendcat/shared-types";
import { ArrowLeft, Check } from "lucide-react";
import Link from "next/link";
import { CatLogo } from "../brand/cat-logo.tsx";
import { planFacts, type PlanFacts } from "./plan-facts.ts";

export function PlansPage({ policy, upgradeUrl }: { policy: Policy; upgradeUrl: string | null }) {
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-5xl flex-col px-4 pt-[max(1rem,env(safe-area-inset-top))] pb-10 sm:px-6">
      <header className="flex items-center justify-between">
        <Link href="/" className="flex items-center gap-2 font-semibold tracking-tight">
          <CatLogo className="size-7" /> Sendcat
        </Link>
        <Link href="/" className="btn btn-quiet">
          <ArrowLeft aria-hidden className="size-4" /> Back to the chat
        </Link>
      </header>
      <main id="main" className="mt-8 sm:mt-12">
        <h1 className="text-[1.7rem] leading-tight font-semibold tracking-tight sm:text-4xl">Plans</h1>
        <p className="text-ink-soft mt-2.5 max-w-xl text-base text-pretty">
          Every plan starts a new count at midnight in {placeOf(policy.timeZone)}. What you have written stays with you
          when you change plans.
        </p>
        <ul className="mt-8 grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
          {planFacts(policy).map((plan) => (
            <PlanCard key={plan.name} plan={plan} upgradeUrl={upgradeUrl} />
          ))}
        </ul>
        {upgradeUrl === null && (
          <p className="text-ink-soft mt-6 text-sm">Plus and Pro cannot be bought here yet. Guests need nothing.</p>
        )}
      </main>
    </div>
  );
}

function PlanCard({ plan, upgradeUrl }: { plan: PlanFacts; upgradeUrl: string | null }) {
  const isSold = upgradeUrl !== null && plan.name !== "guest";
  return (
    <li
      data-testid={`plan-${plan.name}`}
      className="bg-surface border-line shadow-card flex flex-col rounded-3xl border px-5 py-5"
    >
      <h2 className="text-lg font-semibold">{plan.label}</h2>
      <p className="text-ink-soft mt-1 text-sm text-pretty">{plan.line}</p>
      <ul className="mt-4 flex-1 space-y-2.5">
        {plan.facts.map((fact) => (
          <li key={fact} className="flex gap-2.5 text-sm">
            <Check aria-hidden className="text-accent-strong mt-0.5 size-4 shrink-0" />
            <span className="min-w-0 text-pretty">{fact}</span>
          </li>
        ))}
      </ul>
      {isSold && (
        <a className="btn btn-primary mt-5" href={withPlan(upgradeUrl, plan.name)}>
          Choose {plan.label}
        </a>
      )}
    </li>
  );
}

function withPlan(upgradeUrl: string, plan: string): string {
  const url = new URL(upgradeUrl);
  url.searchParams.set("plan", plan);
  return url.toString();
}

/** `America/Jamaica` is Jamaica. */
function placeOf(timeZone: string): string {
  return (timeZone.split("/").at(-1) ?? timeZone).replaceAll("_", " ");
}
