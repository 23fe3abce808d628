import type { PublicError, QuotaView } from "@sendcat/shared-types";
import { isOpen, type LiveTurn } from "../conversation/live-turn.ts";
import { retryAtMs } from "../refusal/countdown.ts";
import type { QuotaState } from "./quota-store.ts";

/** Something is used up: what, until when, and whether a larger plan has more of it. */
export interface QuotaGate {
  readonly scope: string;
  /** How many there were, where that is a number people count in. */
  readonly limit: number | null;
  /** By this device's clock, Unix milliseconds; null when nobody knows. */
  readonly resetAtMs: number | null;
  readonly canUpgrade: boolean;
}

/** Whether something is used up: a send was just refused for it, here or in another tab, or nothing was left to begin with. */
export function quotaGate(turn: LiveTurn | null, { view, exhausted }: QuotaState): QuotaGate | null {
  if (turn && isOpen(turn)) return null;
  if (turn?.phase === "refused" && turn.error && isExhaustion(turn.error)) return gateOf(turn.error, turn.errorAtMs);
  if (exhausted) return gateOf(exhausted.error, exhausted.atMs);
  if (!view || turn?.phase === "refused") return null;
  return gateOfView(view);
}

/** Refusals that end only when a day or a window does. */
export function isExhaustion({ code }: Pick<PublicError, "code">): boolean {
  return code === "quota_exceeded" || code === "spend_cap_reached";
}

function gateOf(error: PublicError, atMs: number): QuotaGate {
  return {
    scope: error.scope ?? "user.turns_per_day",
    limit: error.limit ?? null,
    resetAtMs: retryAtMs(error, atMs),
    canUpgrade: error.upgrade ?? false,
  };
}

function gateOfView({ plan, turns, window }: QuotaView): QuotaGate | null {
  const canUpgrade = plan !== "pro";
  if (turns.remaining <= 0)
    return { scope: "user.turns_per_day", limit: turns.limit, resetAtMs: turns.resetAtMs, canUpgrade };
  const { limit, remaining, resetAtMs } = window.turns;
  return remaining <= 0 ? { scope: "user.turns_per_window", limit, resetAtMs, canUpgrade } : null;
}
