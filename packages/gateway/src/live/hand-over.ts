import type { LiveTurns } from "./live-turns.ts";

/**
 * Ends the turns of a host that has to go, as interrupted, with what they have. One listener on the host's signal, not one a turn: with ten
 * thousand of them each turn that comes or goes would walk past all the others.
 */
export class HandOver {
  readonly #turns: LiveTurns;
  readonly #heard = new WeakSet<AbortSignal>();

  constructor(turns: LiveTurns) {
    this.#turns = turns;
  }

  /** Call when a turn begins. */
  when(ending: AbortSignal | undefined): void {
    if (!ending || this.#heard.has(ending)) return;
    this.#heard.add(ending);
    const handOver = () => {
      for (const turn of this.#turns.values()) turn.handOver();
    };
    ending.addEventListener("abort", handOver, { once: true });
  }
}
