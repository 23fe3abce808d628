"use client";

import { ShieldCheck } from "lucide-react";

/** While this device does the work that keeps programs out. */
export function ProvingNotice() {
  return (
    <p role="status" data-testid="proving" className="text-ink-soft flex items-center justify-center gap-2 text-sm">
      <ShieldCheck aria-hidden className="size-4 animate-pulse" />
      Many people are here. Your device is doing a little work to be let in…
    </p>
  );
}
