import type { LiveTurns } from "./live-turns.ts";

/**
 * When the host shuts down, ends its turns as interrupted, with the text so far. One listener on the host's signal instead of one per turn:
 * with ten thousand listeners, each added or removed one would search through all the others.
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
