"use client";

import { useId, type ComponentProps } from "react";

/** A labelled input in the account's forms. */
export function Field({
  label,
  hint,
  ...input
}: { label: string; hint?: string } & Omit<ComponentProps<"input">, "id" | "className">) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <input
        {...input}
        id={id}
        aria-describedby={hint ? `${id}-hint` : undefined}
        className="border-line-strong focus:border-accent bg-surface mt-1.5 h-11 w-full rounded-xl border px-3.5 text-base"
      />
      {hint && (
        <p id={`${id}-hint`} className="text-ink-soft mt-1.5 text-xs">
          {hint}
        </p>
      )}
    </div>
  );
}

/** What went wrong; screen readers announce it. */
export function Problem({ text }: { text: string | null }) {
  if (text === null) return null;
  return (
    <p role="alert" className="text-danger text-sm">
      {text}
    </p>
  );
}
