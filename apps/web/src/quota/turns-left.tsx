import type { QuotaView } from "@sendcat/shared-types";

/** When at most this many messages are left, their number is shown below the composer. */
const FEW = 3;

export function TurnsLeft({ quota }: { quota: QuotaView | null }) {
  if (!quota) return null;
  const { turns, window } = quota;
  const isWindow = window.turns.remaining < turns.remaining;
  const left = isWindow ? window.turns.remaining : turns.remaining;
  if (left > FEW || left <= 0) return null;
  return (
    <span data-testid="turns-left" className="tabular-nums">
      {left === 1 ? "1 message" : `${left} messages`} left {isWindow ? "for now" : "today"} ·{" "}
    </span>
  );
}
