import { PLAN_NAMES, refusalWords, type Meter, type PublicError, type QuotaView } from "@sendcat/shared-types";
import { isOpen, type LiveTurn } from "../conversation/live-turn.ts";
import { retryAtMs } from "../refusal/countdown.ts";
import type { Exhausted, QuotaState } from "./quota-store.ts";

/** A limit that is used up: which one, until when, and whether a larger plan has more. */
export interface QuotaGate {
  readonly scope: string;
  readonly title: string;
  readonly body: string;
  /** Label in front of the reset time. */
  readonly opens: string;
  /** By this device's clock, Unix milliseconds; null when unknown. */
  readonly resetAtMs: number | null;
  readonly canUpgrade: boolean;
}

/** The used-up limit, or null: a send was just refused for it, in this or another tab, or nothing was left from the start. */
export function quotaGate(turn: LiveTurn | null, { view, exhausted }: QuotaState): QuotaGate | null {
  if (turn && isOpen(turn)) return null;
  if (turn?.phase === "refused" && turn.error && isExhaustion(turn.error))
    return gateOf({ error: turn.error, atMs: turn.errorAtMs });
  if (exhausted) return gateOf(exhausted);
  if (!view || turn?.phase === "refused") return null;
  return gateOfView(view);
}

/** Refusals that end only when the day or the window ends. */
export function isExhaustion({ code }: Pick<PublicError, "code">): boolean {
  return code === "quota_exceeded" || code === "spend_cap_reached";
}

function gateOf({ error, atMs }: Exhausted): QuotaGate {
  const { title, opens } = refusalWords(error);
  return {
    scope: error.scope ?? error.code,
    title,
    body: error.message,
    opens,
    resetAtMs: retryAtMs(error, atMs),
    canUpgrade: error.upgrade ?? false,
  };
}

function gateOfView({ plan, turns, window }: QuotaView): QuotaGate | null {
  const gate = (scope: string, { limit, resetAtMs }: Meter): QuotaGate => {
    const words = refusalWords({ code: "quota_exceeded", scope }, { limit, windowSeconds: window.seconds });
    return {
      scope,
      title: words.title,
      body: words.message,
      opens: words.opens,
      resetAtMs,
      canUpgrade: plan !== PLAN_NAMES.at(-1),
    };
  };
  if (turns.remaining <= 0) return gate("user.turns_per_day", turns);
  return window.turns.remaining <= 0 ? gate("user.turns_per_window", window.turns) : null;
}
