import { PLAN_NAMES, type PublicError, type QuotaView } from "@sendcat/shared-types";
import { isOpen, type LiveTurn } from "../conversation/live-turn.ts";
import { retryAtMs } from "../refusal/countdown.ts";
import type { Exhausted, QuotaState } from "./quota-store.ts";

/** The default, for a moment in which nobody has told us more. */
const HOUR_SECONDS = 3_600;

/** Something is used up: what, until when, and whether a larger plan has more of it. */
export interface QuotaGate {
  readonly scope: string;
  /** How many there were, where that is a number people count in. */
  readonly limit: number | null;
  readonly windowSeconds: number;
  /** By this device's clock, Unix milliseconds; null when nobody knows. */
  readonly resetAtMs: number | null;
  readonly canUpgrade: boolean;
}

/** Whether something is used up: a send was just refused for it, here or in another tab, or nothing was left to begin with. */
export function quotaGate(turn: LiveTurn | null, { view, exhausted }: QuotaState): QuotaGate | null {
  if (turn && isOpen(turn)) return null;
  if (turn?.phase === "refused" && turn.error && isExhaustion(turn.error))
    return gateOf({ error: turn.error, atMs: turn.errorAtMs }, view);
  if (exhausted) return gateOf(exhausted, view);
  if (!view || turn?.phase === "refused") return null;
  return gateOfView(view);
}

/** Refusals that end only when a day or a window does. */
export function isExhaustion({ code }: Pick<PublicError, "code">): boolean {
  return code === "quota_exceeded" || code === "spend_cap_reached";
}

function gateOf({ error, atMs }: Exhausted, view: QuotaView | null): QuotaGate {
  return {
    scope: error.scope ?? "user.turns_per_day",
    limit: error.limit ?? null,
    windowSeconds: view?.window.seconds ?? HOUR_SECONDS,
    resetAtMs: retryAtMs(error, atMs),
    canUpgrade: error.upgrade ?? false,
  };
}

function gateOfView({ plan, turns, window }: QuotaView): QuotaGate | null {
  const canUpgrade = plan !== PLAN_NAMES.at(-1);
  const common = { canUpgrade, windowSeconds: window.seconds };
  if (turns.remaining <= 0)
    return { ...common, scope: "user.turns_per_day", limit: turns.limit, resetAtMs: turns.resetAtMs };
  const { limit, remaining, resetAtMs } = window.turns;
  return remaining <= 0 ? { ...common, scope: "user.turns_per_window", limit, resetAtMs } : null;
}
