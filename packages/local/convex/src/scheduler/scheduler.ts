import { canonicalPath, resolveFunction } from "../engine/function-address.ts";
import type { FunctionRunner } from "../engine/function-runner.ts";
import { FunctionError } from "../runtime/function-error.ts";
import { DEPLOYMENT_CALLER } from "../runtime/identity.ts";
import type { Program } from "../runtime/program.ts";
import type { CommitQueue } from "../store/commit-queue.ts";
import type { RequestLog } from "../store/request-log.ts";
import type { Cron, CronStore } from "./cron-store.ts";
import type { Job, JobStore } from "./job-store.ts";

const MAX_PARALLEL_JOBS = 16;
const BUSY_POLL_MS = 50;
const MAX_TIMER_MS = 2 ** 31 - 1;
const FIRST_RETRY_MS = 500;
const MAX_RETRY_MS = 2 * 60 * 60 * 1000;
const CLEANUP_EVERY_MS = 60 * 60 * 1000;

interface SchedulerHost {
  readonly program: Program | null;
  readonly queue: CommitQueue;
  readonly jobs: JobStore;
  readonly crons: CronStore;
  readonly requestLog: RequestLog;
  readonly runner: Pick<FunctionRunner, "run">;
  readonly log: (line: string) => void;
}

/** Runs scheduled functions and crons when they are due: mutations exactly once, actions at most once. */
export class Scheduler {
  readonly #host: SchedulerHost;
  readonly #runningJobs = new Set<string>();
  readonly #runningCrons = new Set<string>();
  #timer: NodeJS.Timeout | null = null;
  #cleanupTimer: NodeJS.Timeout | null = null;
  #active = false;

  constructor(host: SchedulerHost) {
    this.#host = host;
  }

  start(): void {
    this.#active = true;
    void this.#failInterrupted().then(() => this.wake());
    this.#cleanupTimer = setInterval(() => void this.#forgetOld(), CLEANUP_EVERY_MS);
  }

  stop(): void {
    this.#active = false;
    if (this.#timer) clearTimeout(this.#timer);
    if (this.#cleanupTimer) clearInterval(this.#cleanupTimer);
  }

  /** Checks again what is due; call after anything was scheduled. */
  wake(): void {
    this.#arm(0);
  }

  #arm(minDelayMs: number): void {
    if (!this.#active) return;
    if (this.#timer) clearTimeout(this.#timer);
    const dueMs = [this.#host.jobs.nextDueMs(), this.#host.crons.nextDueMs()].filter((candidate) => candidate !== null);
    if (dueMs.length === 0) return;
    const delayMs = Math.min(Math.max(Math.min(...dueMs) - Date.now(), minDelayMs), MAX_TIMER_MS);
    this.#timer = setTimeout(() => this.#runDue(), Math.ceil(delayMs));
  }

  #runDue(): void {
    if (!this.#active || !this.#host.program) return;
    const nowMs = Date.now();
    const free = MAX_PARALLEL_JOBS - this.#runningJobs.size;
    const due = this.#host.jobs.due(nowMs, MAX_PARALLEL_JOBS + this.#runningJobs.size);
    for (const job of due.filter(({ jobId }) => !this.#runningJobs.has(jobId)).slice(0, free)) {
      this.#runningJobs.add(job.jobId);
      void this.#runJob(job).finally(() => {
        this.#runningJobs.delete(job.jobId);
        this.wake();
      });
    }
    for (const cron of this.#host.crons.due(nowMs)) {
      const key = JSON.stringify([cron.componentPath, cron.name]);
      if (this.#runningCrons.has(key)) continue;
      this.#runningCrons.add(key);
      void this.#runCron(cron).finally(() => {
        this.#runningCrons.delete(key);
        this.wake();
      });
    }
    // A job that was just started still counts as due; its end wakes the scheduler immediately.
    this.#arm(BUSY_POLL_MS);
  }

  async #runJob(job: Job): Promise<void> {
    try {
      const { spec } = resolveFunction(this.#host.program, job.target);
      if (spec.kind === "action") await this.#runActionJob(job);
      else await this.#runMutationJob(job);
    } catch (error) {
      if (error instanceof FunctionError) await this.#finish(job, error.message);
      else await this.#retry(job, error);
    }
  }

  async #runMutationJob(job: Job): Promise<void> {
    const { jobs, runner } = this.#host;
    if (jobs.find(job.jobId)?.state !== "pending") return;
    await runner
      .run({
        target: job.target,
        args: job.args,
        caller: DEPLOYMENT_CALLER,
        jobId: job.jobId,
        beforeCommit: (transaction) => {
          // It was cancelled while it waited; rolling back has the same effect as not running it.
          if (jobs.find(job.jobId)?.state !== "pending") throw new JobCanceledError();
          jobs.setState(transaction, job, { kind: "success" });
        },
      })
      .catch((error: unknown) => {
        if (!(error instanceof JobCanceledError)) throw error;
      });
  }

  async #runActionJob(job: Job): Promise<void> {
    const { jobs, queue, runner } = this.#host;
    const started = await queue.write(async (transaction) => {
      if (jobs.find(job.jobId)?.state !== "pending") return false;
      jobs.setState(transaction, job, { kind: "inProgress" });
      return true;
    });
    if (!started) return;
    await runner.run({
      target: job.target,
      args: job.args,
      caller: DEPLOYMENT_CALLER,
      jobId: job.jobId,
    });
    await this.#finish(job, null);
  }

  /** Records a job's result, unless it was cancelled meanwhile. */
  async #finish(job: Job, error: string | null): Promise<void> {
    const { jobs, queue } = this.#host;
    await queue.write(async (transaction) => {
      const state = jobs.find(job.jobId)?.state;
      if (state !== "pending" && state !== "inProgress") return;
      jobs.setState(transaction, job, error === null ? { kind: "success" } : { kind: "failed", error });
    });
  }

  async #retry(job: Job, error: unknown): Promise<void> {
    if (!this.#active) return;
    this.#host.log(`scheduled function ${job.target.path} will be retried: ${String(error)}`);
    const delayMs = Math.min(FIRST_RETRY_MS * 2 ** job.attempts, MAX_RETRY_MS);
    await this.#host.queue.write(async (transaction) =>
      this.#host.jobs.retryAt(transaction, job, Date.now() + delayMs),
    );
  }

  async #runCron(cron: Cron): Promise<void> {
    const { crons, queue, runner, program, log } = this.#host;
    const target = { componentPath: cron.componentPath, path: canonicalPath(cron.spec.name) };
    const request = { target, args: cron.spec.args[0] ?? {}, caller: DEPLOYMENT_CALLER };
    try {
      const { spec } = resolveFunction(program, target);
      if (spec.kind === "mutation") {
        await runner.run({
          ...request,
          beforeCommit: () => crons.advance(cron, Date.now(), false),
        });
        return;
      }
      await queue.write(async () => crons.advance(cron, Date.now(), true));
      await runner.run(request).finally(() => queue.write(async () => crons.finish(cron)));
    } catch (error) {
      if (!this.#active) return;
      log(`cron ${cron.name} failed: ${String(error).split("\n")[0]}`);
      // A failed mutation rolled its own advance back; without this it would run again immediately.
      await queue.write(async () => crons.advance(cron, Date.now(), false));
    }
  }

  /** Actions that a crash interrupted are not retried: how far they got is unknown. */
  async #failInterrupted(): Promise<void> {
    const { crons, jobs, queue } = this.#host;
    await queue.write(async (transaction) => {
      crons.finishAll();
      for (const job of jobs.inProgress()) {
        const error = "Transient error while executing action";
        jobs.setState(transaction, job, { kind: "failed", error });
      }
    });
  }

  async #forgetOld(): Promise<void> {
    const { jobs, queue, requestLog } = this.#host;
    await queue.write(async (transaction) => {
      jobs.forgetOld(transaction, Date.now());
      requestLog.forgetOld(Date.now());
    });
  }
}

class JobCanceledError extends Error {}
