import type { Policy } from "@sendcat/shared-types";
import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { CatLogo } from "../brand/cat-logo.tsx";
import { PlanChooser } from "./plan-chooser.tsx";
import { planFacts } from "./plan-facts.ts";

export function PlansPage({
  policy,
  isSold,
  threadId,
}: {
  policy: Policy;
  isSold: boolean;
  /** The conversation that the user came from; null when they came from none. */
  threadId: string | null;
}) {
  const back = threadId === null ? "/" : `/t/${threadId}`;
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-5xl flex-col px-4 pt-[max(1rem,env(safe-area-inset-top))] pb-10 sm:px-6">
      <header className="flex items-center justify-between">
        <Link href="/" className="flex items-center gap-2 font-semibold tracking-tight">
          <CatLogo className="size-7" /> Sendcat
        </Link>
        <Link href={back} className="btn btn-quiet">
          <ArrowLeft aria-hidden className="size-4" /> Back to the chat
        </Link>
      </header>
      <main id="main" className="mt-8 sm:mt-12">
        <h1 className="text-[1.7rem] leading-tight font-semibold tracking-tight sm:text-4xl">Plans</h1>
        <p className="text-ink-soft mt-2.5 max-w-xl text-base text-pretty">
          Every plan’s daily messages start again at midnight in {placeOf(policy.timeZone)}. You keep your conversations
          when you change plans, and you can end a plan at any time.
        </p>
        <PlanChooser plans={planFacts(policy)} isSold={isSold} threadId={threadId} />
        {!isSold && (
          <p className="text-ink-soft mt-6 text-sm">Plus and Pro are not on sale here yet. You can chat as a guest.</p>
        )}
      </main>
    </div>
  );
}

/** `America/Jamaica` is Jamaica. */
function placeOf(timeZone: string): string {
  return (timeZone.split("/").at(-1) ?? timeZone).replaceAll("_", " ");
}
