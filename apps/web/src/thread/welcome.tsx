"use client";

import { Gift, PackageSearch, Plane, ReceiptText } from "lucide-react";
import { CatLogo } from "../brand/cat-logo.tsx";

const SUGGESTIONS = [
  {
    Icon: PackageSearch,
    title: "Compare products",
    prompt: "Compare three air fryers under J$25,000, delivered to Kingston",
  },
  {
    Icon: ReceiptText,
    title: "Know the landed cost",
    prompt: "What would a US$300 phone cost landed in Jamaica, with duty, GCT and freight?",
  },
  {
    Icon: Plane,
    title: "Pick a way to ship",
    prompt: "Air or sea freight: which is better for a 12 kg box from Miami to Bridgetown?",
  },
  {
    Icon: Gift,
    title: "Find a gift in time",
    prompt: "Find a birthday gift for a 7-year-old that reaches Port of Spain within 10 days",
  },
] as const;

/** Shown in an empty thread: what Sendcat is for, and four suggestions. */
export function Welcome({ onPick, isDisabled }: { onPick: (prompt: string) => void; isDisabled: boolean }) {
  return (
    <div className="mx-auto flex w-full max-w-2xl flex-1 flex-col px-4 py-5 sm:justify-center sm:py-8">
      <CatLogo className="hidden size-14 sm:block" />
      <h1 className="text-[1.7rem] sm:mt-5 leading-tight font-semibold tracking-tight text-balance sm:text-4xl">
        What are you shopping for?
      </h1>
      <p className="text-ink-soft mt-2.5 max-w-lg text-base text-pretty">
        Prices, landed cost, shipping and delivery times, for shoppers anywhere in the Caribbean.
      </p>
      <ul className="mt-6 grid gap-2.5 sm:mt-8 sm:grid-cols-2" aria-label="Suggestions">
        {SUGGESTIONS.map(({ Icon, title, prompt }) => (
          <li key={title}>
            <button
              type="button"
              disabled={isDisabled}
              onClick={() => onPick(prompt)}
              className="bg-surface border-line hover:border-line-strong hover:shadow-card flex h-full w-full gap-3 rounded-2xl border px-4 py-3 text-left sm:py-4 transition"
            >
              <Icon aria-hidden className="text-accent-strong mt-0.5 size-4.5 shrink-0" />
              <span className="min-w-0">
                <span className="block text-sm font-medium">{title}</span>
                <span className="text-ink-soft mt-0.5 block text-sm leading-snug text-pretty">{prompt}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
