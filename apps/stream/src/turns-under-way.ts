/** The unfinished turns of this process, which may outlive their responses. */
export class TurnsUnderWay {
  #count = 0;
  #idle: (() => void)[] = [];

  get count(): number {
    return this.#count;
  }

  add(promise: Promise<unknown>): void {
    this.#count += 1;
    const ended = (): void => {
      this.#count -= 1;
      if (this.#count === 0) for (const tell of this.#idle.splice(0)) tell();
    };
    promise.then(ended, (fault: unknown) => {
      console.error("background work failed", String(fault));
      ended();
    });
  }

  /** Resolves when no work is left. */
  idle(): Promise<void> {
    return this.#count === 0 ? Promise.resolve() : new Promise((resolve) => this.#idle.push(resolve));
  }
}
