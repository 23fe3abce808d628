import type { CheckpointPolicy, TurnStore } from "@sendcat/shared-types";
import type { LiveTurns } from "./live-turns.ts";

export interface WorkerPulseOptions {
  readonly turns: LiveTurns;
  readonly store: Pick<TurnStore, "beat" | "signals">;
  readonly worker: string;
  readonly policy: Pick<CheckpointPolicy, "signalsMs" | "leaseMs">;
  readonly now: () => number;
  readonly onFault: (where: "beat" | "signals", fault: unknown) => void;
}

const BEATS_A_LEASE = 3;

/**
 * A process's regular calls to the store, one for all its turns, while it has any: heartbeats, three per lease, and a request for signals
 * every `signalsMs`. A stop through another process then takes effect, and a turn followed there is checkpointed more often.
 */
export class WorkerPulse {
  readonly #options: WorkerPulseOptions;
  #isRunning = false;
  #beatAtMs = 0;

  constructor(options: WorkerPulseOptions) {
    this.#options = options;
  }

  /** Call when a turn begins. */
  start(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    setTimeout(() => this.#tick(), this.#options.policy.signalsMs);
  }

  #tick(): void {
    const { turns, policy } = this.#options;
    if (turns.size === 0) {
      this.#isRunning = false;
      return;
    }
    void this.#beat();
    void this.#ask().finally(() => setTimeout(() => this.#tick(), policy.signalsMs));
  }

  async #beat(): Promise<void> {
    const { store, worker, policy, now, onFault } = this.#options;
    if (now() < this.#beatAtMs) return;
    this.#beatAtMs = now() + policy.leaseMs / BEATS_A_LEASE;
    try {
      await store.beat(worker, policy.leaseMs);
    } catch (fault) {
      onFault("beat", fault);
      this.#beatAtMs = 0;
    }
  }

  async #ask(): Promise<void> {
    const { turns, store, worker, onFault } = this.#options;
    try {
      for (const { turnId, signal } of await store.signals(worker)) {
        const turn = turns.get(turnId);
        if (signal === "stop") turn?.stop();
        else turn?.followed();
      }
    } catch (fault) {
      onFault("signals", fault);
    }
  }
}
