import type { Program } from "../runtime/program.ts";

const MAX_PENDING = 4;

/** Pushes that were started but not finished. */
export class PendingPushes {
  readonly #programs = new Map<string, Program>();
  #nextId = 1;

  nextId(): string {
    return `push-${process.pid}-${this.#nextId++}`;
  }

  add(pushId: string, program: Program): void {
    this.#programs.set(pushId, program);
    const oldest = this.#programs.keys().next().value;
    if (this.#programs.size > MAX_PENDING && oldest !== undefined) this.#programs.delete(oldest);
  }

  find(pushId: string): Program | undefined {
    return this.#programs.get(pushId);
  }

  clear(): void {
    this.#programs.clear();
  }
}
