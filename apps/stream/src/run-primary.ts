import cluster from "node:cluster";
import type { StreamEnv } from "./env.ts";

/** A process that dies sooner than this has a fault that its replacement would have as well. */
const TOO_SOON_MS = 5_000;
const MAX_TOO_SOON = 3;

/**
 * V8's space for new objects, MB. By default it grows to 16 and more during slow streams, without a benefit: at 2,000 open streams the host
 * uses half the memory with 4, for the same CPU time (`docs/reports/stream-memory.md`).
 */
const SEMI_SPACE_MB = 4;

/** Starts `env.workers` processes and replaces those that die. Passes SIGTERM and SIGINT to all; exits when the last has drained. */
export function runPrimary(env: StreamEnv): void {
  cluster.setupPrimary({ execArgv: [...process.execArgv, `--max-semi-space-size=${SEMI_SPACE_MB}`] });
  let ending = false;
  let tooSoon = 0;
  let listening = 0;

  const fork = (): void => {
    const startedMs = Date.now();
    const worker = cluster.fork();
    worker.on("listening", () => {
      listening += 1;
      if (listening === env.workers)
        console.log(JSON.stringify({ event: "listening", port: env.port, workers: env.workers }));
    });
    worker.on("exit", (code, signal) => {
      if (ending) return;
      console.error(JSON.stringify({ event: "worker-died", pid: worker.process.pid, code, signal }));
      tooSoon = Date.now() - startedMs < TOO_SOON_MS ? tooSoon + 1 : 0;
      if (tooSoon >= MAX_TOO_SOON) {
        console.error("Processes die as soon as they start. Giving up.");
        process.exit(1);
      }
      fork();
    });
  };
  for (let i = 0; i < env.workers; i++) fork();

  const end = (): void => {
    ending = true;
    for (const worker of Object.values(cluster.workers ?? {})) worker?.process.kill("SIGTERM");
  };
  process.on("SIGTERM", end);
  process.on("SIGINT", end);
}
