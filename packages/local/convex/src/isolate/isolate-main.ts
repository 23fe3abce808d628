import { Worker } from "node:worker_threads";
import { Engine } from "../engine/engine.ts";
import { newTransaction } from "../store/transaction.ts";
import type { IsolateCommand, IsolateReport, IsolateSettings, QueryAnswer } from "./isolate-message.ts";
import type { WatchdogSettings } from "./watchdog.ts";

/** A process that runs queries one at a time on its own database connection; it may be killed at any time. */
// safe because only the pool starts this file, with exactly these settings.
const settings = JSON.parse(process.argv[2] ?? "") as IsolateSettings;
const running = new Int32Array(new SharedArrayBuffer(4));

process.once("disconnect", () => process.exit(0));
process.on("unhandledRejection", (error) => report({ type: "log", line: `unhandled rejection: ${String(error)}` }));

const engine = new Engine({
  dataDirectory: settings.dataDirectory,
  durability: "normal",
  readOnly: true,
  limits: { transactionMs: settings.waitLimitMs, actionMs: 0, conflictRate: 0 },
  log: (line) => report({ type: "log", line }),
  onLost: () => undefined,
});

let tail: Promise<void> = start();
process.on("message", (command: IsolateCommand) => {
  tail = tail.then(() => obey(command));
});

async function start(): Promise<void> {
  await engine.restore(settings);
  const workerData: WatchdogSettings = {
    board: running.buffer,
    cpuLimitMs: settings.cpuLimitMs,
    memoryLimitMb: settings.memoryLimitMb,
  };
  const watchdog = new Worker(new URL("./watchdog.ts", import.meta.url), { workerData, execArgv: ["--no-warnings"] });
  watchdog.unref();
  report({ type: "ready" });
}

async function obey(command: IsolateCommand): Promise<void> {
  switch (command.type) {
    case "query":
      Atomics.store(running, 0, command.callId);
      report({ type: "answer", callId: command.callId, answer: await answer(command.request) });
      Atomics.store(running, 0, 0);
      return;
    case "reload-program":
      await engine.restore(settings);
      report({ type: "ready" });
      return;
    case "reload-catalog":
      engine.catalog.reload();
  }
}

async function answer(request: Extract<IsolateCommand, { type: "query" }>["request"]): Promise<QueryAnswer> {
  engine.database.exec("BEGIN");
  try {
    // The first read fixes the snapshot; this read also returns its timestamp.
    const timestampNs = engine.clock.storedNs();
    return await engine.runner.executeQuery(request, newTransaction(timestampNs, Date.now()));
  } finally {
    engine.database.exec("COMMIT");
  }
}

function report(message: IsolateReport): void {
  process.send?.(message);
}
