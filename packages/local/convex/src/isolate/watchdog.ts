import { workerData } from "node:worker_threads";

/**
 * Kills its own process when a function exceeds its time or memory limit. It runs on its own thread, because a
 * function that loops blocks the main one; the signal tells which limit was exceeded.
 */
export interface WatchdogSettings {
  readonly board: SharedArrayBuffer;
  readonly cpuLimitMs: number;
  readonly memoryLimitMb: number;
}

const CHECK_MS = 50;
/** V8 limits its heap itself; this limits buffers and code outside of it. */
const OUTSIDE_HEAP_FACTOR = 2;

// safe because only the isolate starts this file, with exactly these settings.
const { board, cpuLimitMs, memoryLimitMb } = workerData as WatchdogSettings;
const running = new Int32Array(board);
let lastCall = 0;
let cpuAtStartMs = 0;

setInterval(() => {
  const call = Atomics.load(running, 0);
  if (call === 0 || call !== lastCall) {
    lastCall = call;
    cpuAtStartMs = cpuMs();
    return;
  }
  if (cpuMs() - cpuAtStartMs > cpuLimitMs) process.kill(process.pid, "SIGXCPU");
  if (process.memoryUsage.rss() > memoryLimitMb * OUTSIDE_HEAP_FACTOR * 2 ** 20) process.kill(process.pid, "SIGABRT");
}, CHECK_MS);

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
