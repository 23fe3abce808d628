import type { Refusal, ReserveRequest, ReserveResult } from "@sendcat/shared-types";

/** Short: a turn that was admitted earlier and is sent again must not wait longer for its answer. */
const KEPT_MS = 250;
const MAX_KEPT = 100;

/**
 * Remembers refusals because of open breakers for a moment: while a provider is down everyone gets the same refusal, without a round trip.
 * It also keeps a crowd of retries away from Redis.
 */
export class OpenBreakers {
  readonly #known = new Map<
    string,
    { readonly refusal: Refusal; readonly sinceMs: number; readonly untilMs: number }
  >();

  refusalOf(request: ReserveRequest): ReserveResult | null {
    const known = this.#known.get(keyOf(request));
    if (!known || known.untilMs <= request.nowMs || request.nowMs < known.sinceMs) return null;
    const { retryAfterMs = 0 } = known.refusal;
    const left = Math.max(1, retryAfterMs - (request.nowMs - known.sinceMs));
    return { ok: false, refusal: { ...known.refusal, retryAfterMs: left }, degraded: false };
  }

  learn(request: ReserveRequest, result: ReserveResult): void {
    if (result.ok || result.refusal.scope !== "provider.breaker") return;
    const { refusal } = result;
    const sinceMs = request.nowMs;
    const untilMs = sinceMs + Math.min(KEPT_MS, refusal.retryAfterMs ?? 0);
    if (this.#known.size >= MAX_KEPT) this.#known.clear();
    this.#known.set(keyOf(request), { refusal, sinceMs, untilMs });
  }
}

function keyOf({ offers }: ReserveRequest): string {
  return offers.map(({ routes }) => routes.map(({ id }) => id).join(",")).join(";");
}
