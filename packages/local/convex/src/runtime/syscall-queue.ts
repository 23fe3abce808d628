/**
 * Runs the syscalls of one function one at a time. Without it, a write beside `ctx.runMutation` in a `Promise.all`
 * would land inside the nested function's savepoint and be rolled back with it.
 */
export class SyscallQueue {
  #tail: Promise<unknown> | null = null;

  run(syscall: () => string | Promise<string>): string | Promise<string> {
    const previous = this.#tail;
    if (previous === null) {
      const answer = syscall();
      return typeof answer === "string" ? answer : this.#track(answer);
    }
    return this.#track(previous.then(syscall, syscall));
  }

  #track(running: Promise<string>): Promise<string> {
    const tail: Promise<void> = running.then(
      () => this.#release(tail),
      () => this.#release(tail),
    );
    this.#tail = tail;
    return running;
  }

  #release(tail: Promise<unknown>): void {
    if (this.#tail === tail) this.#tail = null;
  }
}
