import { parentPort, workerData } from "node:worker_threads";
import { Engine } from "./engine/engine.ts";
import { ExecutionBoard } from "./engine/execution-board.ts";
import { type Servers, startServers } from "./http/servers.ts";
import type { WorkerMessage, WorkerSettings } from "./worker-message.ts";

const HEARTBEAT_MS = 200;

/** The thread that runs the deployment; its supervisor can stop it when it hangs. */
async function run(settings: WorkerSettings): Promise<void> {
  const board = new ExecutionBoard(settings.board);
  setInterval(() => board.beat(), HEARTBEAT_MS);
  // Application code may leave a rejection unhandled; that must not stop the deployment.
  process.on("unhandledRejection", (error) => log(`unhandled rejection: ${describe(error)}`));
  process.on("uncaughtException", (error) => log(`uncaught exception: ${describe(error)}`));
  const engine = new Engine({
    dataDirectory: settings.dataDirectory,
    durability: settings.durability,
    limits: {
      transactionMs: settings.transactionLimitMs,
      actionMs: settings.actionLimitMs,
      conflictRate: settings.conflictRate,
    },
    log,
    onLost: (error) => {
      log(`the disk failed: ${describe(error)}`);
      // The supervisor restarts it from what is on disk.
      process.exit(1);
    },
    board,
    suspects: settings.suspects,
  });
  let servers: Servers | null = null;
  const close = async (): Promise<void> => {
    servers?.stopAccepting();
    await engine.close();
    servers?.close();
  };
  try {
    servers = await startServers({ engine, ...settings });
    const { port, sitePort } = servers;
    const origin = (on: number): string => `http://${urlHost(settings.host)}:${on}`;
    await engine.start({ cloudUrl: origin(port), siteUrl: origin(sitePort) });
    parentPort?.on("message", () => void close().then(() => post({ type: "closed" })));
    post({ type: "ready", port, sitePort });
  } catch (error) {
    await close();
    throw error;
  }
}

/** A wildcard address cannot be called. */
function urlHost(host: string): string {
  return host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
}

function log(line: string): void {
  post({ type: "log", line });
}

function post(message: WorkerMessage): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort?.postMessage(message);
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

// safe because only the supervisor starts this file, with exactly these settings.
run(workerData as WorkerSettings).catch((error: unknown) => {
  const failure = error instanceof Error ? error : new Error(String(error));
  post({ type: "failed", name: failure.name, message: failure.message });
});
