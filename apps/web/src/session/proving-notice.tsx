"use client";

import { ShieldCheck } from "lucide-react";

/** Shown while this device does its proof of work. */
export function ProvingNotice() {
  return (
    <p role="status" data-testid="proving" className="text-ink-soft flex items-center justify-center gap-2 text-sm">
      <ShieldCheck aria-hidden className="size-4 animate-pulse" />
      Sendcat is busy. We are checking your device. This takes a moment…
    </p>
  );
}
