import type { ReactNode } from "react";

/** One section of the account page. */
export function Section({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section
      aria-labelledby={`${id}-title`}
      data-testid={id}
      className="bg-surface border-line shadow-card rounded-3xl border px-5 py-5 sm:px-6"
    >
      <h2 id={`${id}-title`} className="text-lg font-semibold">
        {title}
      </h2>
      {children}
    </section>
  );
}
