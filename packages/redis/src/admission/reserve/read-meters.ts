import type { Meter, PlanLimits, ServiceDay, UserMeters } from "@sendcat/shared-types";

/** Converts the text of `writeMeters` in `lua/user.ts` to the port's meters. Throws a TypeError for any other text. */
export function readMeters(
  text: unknown,
  { limits, day }: { readonly limits: PlanLimits; readonly day: ServiceDay },
): UserMeters {
  const numbers = String(text).split("|").map(Number);
  const [turns = 0, tokens = 0, windowTurns = 0, windowTokens = 0, windowResetMs = 0, inFlight = 0] = numbers;
  if (numbers.length !== 6 || !numbers.every(Number.isFinite))
    throw new TypeError("the script's reply holds no meters");
  const ofDay = (limit: number, used: number): Meter => meter(limit, used, day.endMs);
  const ofWindow = (limit: number, used: number): Meter => meter(limit, used, windowResetMs);
  const { window } = limits;
  return {
    turns: ofDay(limits.turnsPerDay, turns),
    tokens: ofDay(limits.tokensPerDay, tokens),
    window: {
      seconds: window.seconds,
      turns: ofWindow(window.turns, windowTurns),
      tokens: ofWindow(window.tokens, windowTokens),
    },
    inFlight: { limit: limits.maxInFlight, used: inFlight },
  };
}

function meter(limit: number, used: number, resetAtMs: number): Meter {
  return { limit, used, remaining: Math.max(0, limit - used), resetAtMs };
}
