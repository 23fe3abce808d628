import type { Refusal, ToolCache, ToolJob, ToolOutcome, ToolQuestion, ToolQueue } from "@sendcat/shared-types";

/** How a flight ended: with an outcome, refused by the queue, or because no turn waits for it any more. */
export type FlightEnd =
  | { readonly kind: "outcome"; readonly outcome: ToolOutcome }
  | { readonly kind: "refused"; readonly refusal: Refusal }
  | { readonly kind: "abandoned" };

export interface FlightOptions {
  readonly cache: ToolCache;
  readonly queue: Pick<ToolQueue, "ask" | "cancel">;
  readonly question: Omit<ToolQuestion, "clearedAtMs">;
  readonly id: string;
  readonly now: () => number;
  readonly onFault: (where: string, fault: unknown) => void;
}

/** Time between two cache lookups, growing from first to last. A search rarely ends before the first; a dead lock owner is noticed within the last. */
const FIRST_GAP_MS = 25;
const LAST_GAP_MS = 250;
const GAP_GROWTH = 1.5;
/** How often the lock's owner asks the queue; the answer also tells its job's progress. */
const ASK_EVERY_MS = 1_000;

/**
 * One search that turns of this process wait for (single-flight): the process polls the cache once for all of them, and of all processes only
 * the owner of the cache's lock asks the queue. If the owner dies, its lock expires and the next process that polls takes over.
 */
export class ToolFlight {
  readonly ended: Promise<FlightEnd>;
  readonly #options: FlightOptions;
  readonly #listeners = new Set<(job: ToolJob) => void>();
  #job: ToolJob | null = null;
  #askedAtMs = -Infinity;
  #isAbandoned = false;

  constructor(options: FlightOptions) {
    this.#options = options;
    this.ended = this.#fly();
  }

  /** Joins the wait; `onJob` is called with the job's progress. Call the returned function to stop waiting. */
  join(onJob: (job: ToolJob) => void): () => void {
    this.#listeners.add(onJob);
    if (this.#job) onJob(this.#job);
    return () => void this.#listeners.delete(onJob);
  }

  get isWatched(): boolean {
    return this.#listeners.size > 0;
  }

  /** Call when no turn of this process waits any more. With `cancels`, a job that has not begun is cancelled if no other process waits for it. */
  async abandon({ cancels }: { readonly cancels: boolean }): Promise<void> {
    const { cache, queue, question, id, onFault } = this.#options;
    this.#isAbandoned = true;
    const isLast = await cache.leave(question.key, id);
    if (isLast && cancels) await queue.cancel(question.key).catch((fault: unknown) => onFault("tool-cancel", fault));
  }

  async #fly(): Promise<FlightEnd> {
    const { cache, question, id } = this.#options;
    const { key, tool } = question;
    for (let gapMs = FIRST_GAP_MS; !this.#isAbandoned; gapMs = Math.min(LAST_GAP_MS, gapMs * GAP_GROWTH)) {
      const found = await cache.lookup({ tool, key, caller: id, progress: this.#job });
      if (found.state === "hit") return { kind: "outcome", outcome: found.outcome };
      if (found.state === "stale") {
        if (found.lead) void this.#ask(found.clearedAtMs);
        return { kind: "outcome", outcome: found.outcome };
      }
      if (found.state === "wait") this.#tell(found.progress);
      else {
        const end = await this.#ask(found.state === "lead" ? found.clearedAtMs : 0);
        if (end) return end;
      }
      await new Promise((resolve) => setTimeout(resolve, gapMs));
    }
    return { kind: "abandoned" };
  }

  /** Null while the job is running. Asks at most once a second; the queue joins equal questions. */
  async #ask(clearedAtMs: number): Promise<FlightEnd | null> {
    const { cache, queue, question, id, now, onFault } = this.#options;
    const { key, tool } = question;
    if (now() - this.#askedAtMs < ASK_EVERY_MS) return null;
    this.#askedAtMs = now();
    try {
      const asked = await queue.ask({ ...question, clearedAtMs });
      if (!asked.ok) {
        await cache.release(key, id);
        return { kind: "refused", refusal: asked.refusal };
      }
      const { answer } = asked;
      if (answer.kind === "under-way") {
        this.#tell(answer.job);
        return null;
      }
      const { outcome, fetchedAtMs } = answer;
      await cache.publish({ tool, key, outcome, fetchedAtMs });
      return { kind: "outcome", outcome };
    } catch (fault) {
      onFault("tool-queue", fault);
      await cache.release(key, id);
      return { kind: "outcome", outcome: { ok: false, code: "internal" } };
    }
  }

  #tell(job: ToolJob | null): void {
    if (!job || JSON.stringify(job) === JSON.stringify(this.#job)) return;
    this.#job = job;
    for (const listener of this.#listeners) listener(job);
  }
}
