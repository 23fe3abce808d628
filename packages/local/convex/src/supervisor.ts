import { Worker } from "node:worker_threads";
import type { DeploymentOptions } from "./deployment-options.ts";
import { ExecutionBoard } from "./engine/execution-board.ts";
import { DataDirectoryInUseError } from "./store/data-directory-in-use-error.ts";
import type { WorkerMessage, WorkerSettings } from "./worker-message.ts";

const CHECK_MS = 250;
const CLOSE_GRACE_MS = 1_500;
const MAX_QUICK_FAILURES = 5;

interface Ports {
  readonly port: number;
  readonly sitePort: number;
}

/**
 * Runs a deployment on a thread that it can stop. When a function blocks the thread, the thread is restarted on
 * the same ports: running functions fail, acknowledged writes stay.
 */
export class Supervisor {
  readonly #options: DeploymentOptions;
  readonly #log: (line: string) => void;
  readonly #hangLimitMs: number;
  readonly #suspects = new Set<string>();
  #worker: Worker | null = null;
  #ports: Ports | null = null;
  #watch: NodeJS.Timeout | null = null;
  #closing = false;
  #failures = 0;

  constructor(options: DeploymentOptions) {
    this.#options = options;
    this.#log = options.log ?? (() => undefined);
    this.#hangLimitMs = options.hangLimitMs ?? 2_000;
  }

  start(): Promise<Ports> {
    return this.#startWorker();
  }

  async close(): Promise<void> {
    this.#closing = true;
    if (this.#watch) clearInterval(this.#watch);
    const worker = this.#worker;
    if (!worker) return;
    await new Promise<void>((resolve) => {
      const grace = setTimeout(resolve, CLOSE_GRACE_MS);
      worker.on("message", (message: WorkerMessage) => {
        if (message.type !== "closed") return;
        clearTimeout(grace);
        resolve();
      });
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
      worker.postMessage("close");
    });
    await worker.terminate();
  }

  #startWorker(): Promise<Ports> {
    const board = new ExecutionBoard();
    const worker = new Worker(new URL("./worker.ts", import.meta.url), {
      workerData: this.#settings(board),
      execArgv: ["--experimental-vm-modules", "--no-warnings"],
    });
    this.#worker = worker;
    return new Promise((resolve, reject) => {
      let ready = false;
      worker.on("message", (message: WorkerMessage) => {
        if (message.type === "log") this.#log(message.line);
        if (message.type === "failed") {
          void worker.terminate();
          reject(startError(message, this.#options.dataDirectory));
        }
        if (message.type === "ready") {
          ready = true;
          this.#ports = { port: message.port, sitePort: message.sitePort };
          this.#watchFor(worker, board);
          resolve(this.#ports);
        }
      });
      worker.on("error", (error) => {
        this.#log(`the deployment's thread failed: ${error.message}`);
        reject(error);
      });
      worker.on("exit", () => {
        if (this.#watch) clearInterval(this.#watch);
        if (ready && !this.#closing) void this.#restart();
      });
    });
  }

  #settings(board: ExecutionBoard): WorkerSettings {
    const options = this.#options;
    return {
      dataDirectory: options.dataDirectory,
      adminKey: options.adminKey,
      host: options.host ?? "127.0.0.1",
      port: this.#ports?.port ?? options.port ?? 3210,
      sitePort: this.#ports?.sitePort ?? options.sitePort ?? 3211,
      durability: options.durability ?? "full",
      transactionLimitMs: options.transactionLimitMs ?? 1_000,
      actionLimitMs: options.actionLimitMs ?? 600_000,
      conflictRate: options.conflictRate ?? 0,
      board: board.memory,
      suspects: [...this.#suspects],
    };
  }

  /** Counts CPU time of the thread, not wall-clock time, so that a busy or sleeping machine triggers no restart. */
  #watchFor(worker: Worker, board: ExecutionBoard): void {
    let lastBeat = board.heartbeat;
    let cpuAtBeatMs: number | null = null;
    const watch = setInterval(async () => {
      if (board.heartbeat !== lastBeat) {
        lastBeat = board.heartbeat;
        cpuAtBeatMs = null;
        this.#failures = 0;
        return;
      }
      const usedMs = await worker.cpuUsage().then(
        ({ user, system }) => (user + system) / 1_000,
        () => 0,
      );
      cpuAtBeatMs ??= usedMs;
      if (usedMs - cpuAtBeatMs < this.#hangLimitMs || board.heartbeat !== lastBeat) return;
      clearInterval(watch);
      const running = board.running;
      if (running !== "") this.#suspects.add(running);
      const [component, path] = running.split("|");
      const name = running === "" ? "something" : `${component === "" ? "" : `${component}/`}${path}`;
      this.#log(`${name} held the thread for ${this.#hangLimitMs} ms: restarting the deployment`);
      void worker.terminate();
    }, CHECK_MS);
    this.#watch = watch;
  }

  async #restart(): Promise<void> {
    while (!this.#closing && this.#failures < MAX_QUICK_FAILURES) {
      this.#failures++;
      try {
        await this.#startWorker();
        this.#log("the deployment is serving again");
        return;
      } catch (error) {
        this.#log(`restart failed: ${error instanceof Error ? error.message : String(error)}`);
        await new Promise((resolve) => setTimeout(resolve, 200 * this.#failures));
      }
    }
    if (this.#closing) return;
    this.#log("the deployment keeps failing and is not restarted");
    this.#options.onFailure?.();
  }
}

function startError(message: { name: string; message: string }, dataDirectory: string): Error {
  if (message.name === "DataDirectoryInUseError") return new DataDirectoryInUseError(dataDirectory);
  return new Error(message.message);
}
