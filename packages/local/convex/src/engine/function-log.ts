import type { FunctionKind } from "../runtime/function-kind.ts";

/** One run of a function, as `npx convex logs` shows it. */
export interface FunctionRun {
  readonly kind: FunctionKind | "httpAction";
  readonly componentPath: string;
  /** `module:export`, or method and path of an HTTP action */
  readonly path: string;
  readonly requestId: string;
  readonly logLines: readonly string[];
  readonly startedMs: number;
  readonly error: string | null;
  /** Usage of its transaction; null without one, and for queries, which run in other processes. */
  readonly usage: { readonly documentsRead: number; readonly bytesRead: number; readonly bytesWritten: number } | null;
}

export type LoggedRun = FunctionRun & { readonly endedMs: number };

const MAX_RUNS = 1_000;

/** The latest runs. A follower's cursor is the end time of the last run it has seen. */
export class FunctionLog {
  #runs: LoggedRun[] = [];
  #waiting: (() => void)[] = [];

  add(run: FunctionRun): void {
    const last = this.#runs.at(-1)?.endedMs ?? 0;
    // End times must differ: a follower would miss the second of two equal ones.
    this.#runs.push({ ...run, endedMs: Math.max(Date.now(), last + 0.001) });
    if (this.#runs.length > 2 * MAX_RUNS) this.#runs = this.#runs.slice(-MAX_RUNS);
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  /** The runs that ended after `cursorMs`; if there is none yet, waits for one up to `patienceMs`. */
  async after(cursorMs: number, patienceMs: number): Promise<LoggedRun[]> {
    const ended = (): LoggedRun[] => this.#runs.filter(({ endedMs }) => endedMs > cursorMs);
    if (ended().length > 0 || cursorMs === 0) return ended();
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, patienceMs);
      this.#waiting.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
    return ended();
  }
}
