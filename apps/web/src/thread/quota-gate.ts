import type { QuotaView } from "@sendcat/shared-types";
import type { LiveTurn } from "../conversation/live-turn.ts";
import { retryAtMs } from "../refusal/countdown.ts";

export interface QuotaGate {
  readonly limit: number | null;
  readonly resetAtMs: number | null;
  readonly canUpgrade: boolean;
}

/** Whether today's messages are used up: because a send was just refused for it, or because nothing was left to begin with. */
export function quotaGate(turn: LiveTurn | null, quota: QuotaView | null): QuotaGate | null {
  if (turn?.phase === "refused" && turn.error?.code === "quota_exceeded") {
    const { error } = turn;
    return {
      limit: error.limit ?? null,
      resetAtMs: retryAtMs(error, turn.errorAtMs),
      canUpgrade: error.upgrade ?? false,
    };
  }
  if (!quota || quota.turns.remaining > 0 || turn) return null;
  return {
    limit: quota.turns.limit,
    resetAtMs: quota.turns.resetAtMs,
    canUpgrade: quota.plan === "guest" || quota.plan === "free",
  };
}
