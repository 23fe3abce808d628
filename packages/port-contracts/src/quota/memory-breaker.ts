import type { BreakerPolicy } from "@sendcat/shared-types";

/** One route's circuit breaker in plain JavaScript, to compare the Redis one with. */
export class MemoryBreaker {
  readonly #policy: BreakerPolicy;
  #state: "closed" | "open" | "half" = "closed";
  #untilMs = 0;
  #sinceMs = 0;
  #probes = 0;
  #successes = 0;
  #opens = 0;
  #inRow = 0;
  #window = { startMs: -Infinity, calls: 0, failed: 0 };

  constructor(policy: BreakerPolicy) {
    this.#policy = policy;
  }

  /** 0 when a call may pass now, otherwise the time when the next may, Unix milliseconds. */
  passesAtMs(nowMs: number): number {
    if (this.#state === "closed" || this.#untilMs <= nowMs) return 0;
    return this.#state === "half" && this.#probes < this.#policy.probes ? 0 : this.#untilMs;
  }

  /** Records a call that passes: it counts as a probe unless the breaker is closed. */
  pass(nowMs: number): void {
    if (this.#state === "closed") return;
    if (this.#untilMs > nowMs) {
      this.#probes += 1;
      return;
    }
    if (this.#state === "open") [this.#sinceMs, this.#successes] = [nowMs, 0];
    [this.#state, this.#untilMs, this.#probes] = ["half", nowMs + this.#policy.probeMs, 1];
  }

  tell(
    outcome: { readonly ok: boolean; readonly retryAfterMs?: number | undefined },
    at: { nowMs: number; admittedMs: number },
  ): void {
    const { nowMs, admittedMs } = at;
    if (this.#state === "open" || (this.#state === "half" && admittedMs < this.#sinceMs)) return;
    if (outcome.ok) this.#succeeded(nowMs);
    else this.#failed(nowMs, outcome.retryAfterMs ?? 0);
  }

  #succeeded(nowMs: number): void {
    if (this.#state === "half") {
      this.#successes += 1;
      this.#probes = Math.max(0, this.#probes - 1);
      if (this.#successes >= this.#policy.closeAfter) this.#reset();
      return;
    }
    if (nowMs - this.#window.startMs >= this.#policy.windowMs) return this.#reset();
    this.#inRow = 0;
    this.#window.calls += 1;
  }

  #failed(nowMs: number, retryAfterMs: number): void {
    const { consecutiveFailures, windowFailures, windowMs, openMs, maxOpenMs } = this.#policy;
    if (this.#state === "closed" && nowMs - this.#window.startMs >= windowMs) {
      this.#window = { startMs: nowMs, calls: 0, failed: 0 };
    }
    this.#inRow += 1;
    this.#window.calls += 1;
    this.#window.failed += 1;
    const { calls, failed } = this.#window;
    const isOften = failed >= windowFailures && failed * 2 >= calls;
    if (this.#state !== "half" && this.#inRow < consecutiveFailures && !isOften) return;
    const wait = Math.min(maxOpenMs, Math.max(openMs * 2 ** Math.min(this.#opens, 20), retryAfterMs));
    [this.#state, this.#untilMs, this.#sinceMs, this.#probes] = ["open", nowMs + wait, nowMs, 0];
    this.#opens += 1;
    this.#inRow = 0;
    this.#window = { startMs: nowMs, calls: 0, failed: 0 };
  }

  #reset(): void {
    this.#state = "closed";
    this.#opens = 0;
    this.#inRow = 0;
    this.#window = { startMs: -Infinity, calls: 0, failed: 0 };
  }
}
