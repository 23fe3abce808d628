interface Entry {
  readonly dueTick: number;
  readonly run: () => void;
  cancelled: boolean;
}

const TICK_MS = 5;
const SLOTS = 1_024;

/** One timer for all streams: each waits in the slot of its tick. Thousands of paced streams cost one wake-up per tick. */
export class TimerWheel {
  readonly #slots: Entry[][] = Array.from({ length: SLOTS }, () => []);
  #waiting = 0;
  #tick = 0;
  #timer: NodeJS.Timeout | null = null;

  /** Runs `run` once, no earlier than `delayMs` from now and rarely more than a tick later. Returns a function that cancels it. */
  schedule(delayMs: number, run: () => void): () => void {
    if (this.#timer === null) {
      this.#tick = currentTick();
      this.#timer = setInterval(() => this.#advance(), TICK_MS);
    }
    const dueTick = Math.max(this.#tick + 1, Math.ceil((performance.now() + delayMs) / TICK_MS));
    const entry: Entry = { dueTick, run, cancelled: false };
    this.#slots[dueTick % SLOTS]?.push(entry);
    this.#waiting++;
    return () => {
      entry.cancelled = true;
    };
  }

  /** Cancels everything scheduled. */
  clear(): void {
    for (const slot of this.#slots) slot.length = 0;
    this.#waiting = 0;
    this.#stop();
  }

  #advance(): void {
    const now = currentTick();
    while (this.#tick < now) {
      this.#tick++;
      const index = this.#tick % SLOTS;
      const slot = this.#slots[index];
      if (!slot || slot.length === 0) continue;
      const later: Entry[] = [];
      this.#slots[index] = later;
      for (const entry of slot) {
        if (entry.dueTick > this.#tick && !entry.cancelled) {
          later.push(entry);
          continue;
        }
        this.#waiting--;
        if (!entry.cancelled) entry.run();
      }
    }
    if (this.#waiting === 0) this.#stop();
  }

  #stop(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
  }
}

function currentTick(): number {
  return Math.floor(performance.now() / TICK_MS);
}
