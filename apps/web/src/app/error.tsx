"use client";

import { CatLogo } from "../brand/cat-logo.tsx";

export default function ErrorPage({ reset }: { error: Error; reset: () => void }) {
  return (
    <main className="grid min-h-dvh place-items-center p-6">
      <div className="flex flex-col items-center gap-3 text-center">
        <CatLogo className="size-14" />
        <h1 className="text-xl font-semibold">Something went wrong on our side</h1>
        <p className="text-ink-soft text-sm">Your messages are saved. Try again in a moment.</p>
        <button type="button" className="btn btn-primary mt-2" onClick={reset}>
          Try again
        </button>
      </div>
    </main>
  );
}
