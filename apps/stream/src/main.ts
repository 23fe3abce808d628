import cluster from "node:cluster";
import { readEnv, type StreamEnv } from "./env.ts";
import { runPrimary } from "./run-primary.ts";
import { runWorker } from "./run-worker.ts";

let env: StreamEnv;
try {
  env = readEnv();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(2);
}
if (cluster.isPrimary) runPrimary(env);
else await runWorker(env);
