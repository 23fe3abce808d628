import type { Ending } from "@sendcat/shared-types";
import { ENDING_ICONS } from "./ending-icons.ts";

/** One sentence below an answer: how it ended. */
export function EndingNote({ ending, text }: { readonly ending: Ending; readonly text: string }) {
  const Icon = ENDING_ICONS[ending];
  return (
    <p className="text-ink-soft flex items-start gap-2 text-sm" data-testid="end-note">
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span>{text}</span>
    </p>
  );
}
