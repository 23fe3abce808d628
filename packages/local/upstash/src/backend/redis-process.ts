import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import type { RedisFolder } from "./redis-folder.ts";

const LOG_TAIL_CHARS = 2_000;
const BACKOFF_FIRST_MS = 50;
const BACKOFF_MAX_MS = 5_000;
/** After a server has run this long, the backoff starts over at its next failure. */
const WELL_MS = 10_000;

export interface RedisProcess {
  /** The last lines it logged, to explain a failure. */
  logTail(): string;
  /** Resolves with the exit code when it ends before `stop`, for the first start only. */
  readonly firstExit: Promise<number | null>;
  pid(): number | null;
  /** Stops it for good: SIGTERM, then SIGKILL after `graceMs`. */
  stop(graceMs: number): Promise<void>;
}

/** Runs redis-server in the folder and starts it again, with backoff, whenever it dies. Loopback only, password, append-only file. */
export function startRedisProcess(options: {
  readonly binary: string;
  readonly port: number;
  readonly folder: RedisFolder;
  /** Called at each unexpected exit. */
  onDeath(message: string): void;
}): RedisProcess {
  const { binary, port, folder } = options;
  let child: ChildProcess | null = null;
  let stopping = false;
  let backoffMs = BACKOFF_FIRST_MS;
  let restart: NodeJS.Timeout | undefined;
  let log = "";

  const start = () => {
    const startedAtMs = Date.now();
    const started = spawn(binary, ["-"], { stdio: ["pipe", "pipe", "pipe"], cwd: folder.path });
    child = started;
    const keepTail = (chunk: Buffer) => {
      log = (log + chunk.toString("utf8")).slice(-LOG_TAIL_CHARS);
    };
    started.stdout.on("data", keepTail);
    started.stderr.on("data", keepTail);
    started.on("error", (error) => keepTail(Buffer.from(error.message)));
    started.stdin.on("error", () => {});
    // Through stdin, because everybody on the machine can read a command line.
    started.stdin.end(configuration(options));
    if (started.pid !== undefined) folder.writeRunning({ pid: started.pid, port });
    started.on("close", (code, signal) => {
      if (stopping) return;
      if (Date.now() - startedAtMs > WELL_MS) backoffMs = BACKOFF_FIRST_MS;
      options.onDeath(`redis ended (${signal ?? `exit code ${code}`}); starting it again in ${backoffMs} ms`);
      restart = setTimeout(start, backoffMs);
      backoffMs = Math.min(backoffMs * 2, BACKOFF_MAX_MS);
    });
    return started;
  };

  const first = start();
  // When this process exits without closing, Redis should not outlive it.
  const endWithUs = () => child?.kill("SIGTERM");
  process.once("exit", endWithUs);
  return {
    logTail: () => log.trim(),
    firstExit: new Promise((resolve) => first.on("close", resolve)),
    pid: () => child?.pid ?? null,
    async stop(graceMs) {
      stopping = true;
      clearTimeout(restart);
      const running = child;
      if (running?.pid !== undefined && running.exitCode === null && running.signalCode === null) {
        const gone = once(running, "close");
        running.kill("SIGTERM");
        const kill = setTimeout(() => running.kill("SIGKILL"), graceMs);
        await gone;
        clearTimeout(kill);
      }
      process.off("exit", endWithUs);
      folder.clearRunning();
    },
  };
}

function configuration({ port, folder }: { readonly port: number; readonly folder: RedisFolder }): string {
  const quoted = `"${folder.path.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
  return [
    `port ${port}`,
    "bind 127.0.0.1",
    "protected-mode yes",
    `requirepass ${folder.password}`,
    `dir ${quoted}`,
    "appendonly yes",
    // A killed process loses nothing (the kernel has the writes); a power cut loses at most a second.
    "appendfsync everysec",
    'save ""',
    "daemonize no",
    "loglevel warning",
    "",
  ].join("\n");
}
