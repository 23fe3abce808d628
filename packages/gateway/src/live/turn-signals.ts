import type { TurnStore } from "@sendcat/shared-types";
import type { LiveTurns } from "./live-turns.ts";

export interface TurnSignalsOptions {
  readonly turns: LiveTurns;
  readonly store: Pick<TurnStore, "signals">;
  readonly worker: string;
  readonly everyMs: number;
  readonly onFault: (fault: unknown) => void;
}

/**
 * What readers in other processes want of the turns of this one. One question for all of them, asked while there are any: a stop from
 * elsewhere is seen within a gap, and a turn that somebody follows elsewhere is written down more often.
 */
export class TurnSignals {
  readonly #options: TurnSignalsOptions;
  #asking = false;

  constructor(options: TurnSignalsOptions) {
    this.#options = options;
  }

  /** Call when a turn begins. */
  watch(): void {
    if (this.#asking) return;
    this.#asking = true;
    setTimeout(() => void this.#ask(), this.#options.everyMs);
  }

  async #ask(): Promise<void> {
    const { turns, store, worker, everyMs, onFault } = this.#options;
    if (turns.size === 0) {
      this.#asking = false;
      return;
    }
    try {
      for (const { turnId, signal } of await store.signals(worker)) {
        const turn = turns.get(turnId);
        if (signal === "stop") turn?.stop();
        else turn?.followed();
      }
    } catch (fault) {
      onFault(fault);
    }
    setTimeout(() => void this.#ask(), everyMs);
  }
}
