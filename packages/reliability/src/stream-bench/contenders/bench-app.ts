import { join } from "node:path";
import { REPO_ROOT, StackError, type StackProcesses } from "@sendcat/local-stack";
import type { Contender } from "../contender.ts";
import { startServer } from "./start-process.ts";

const ROOT = join(REPO_ROOT, "packages/reliability");
const APP = join(ROOT, "bench-app");
const NEXT = join(ROOT, "node_modules/next/dist/bin/next");

export interface BenchAppOptions {
  readonly processes: StackProcesses;
  readonly port: number;
  readonly env: NodeJS.ProcessEnv;
}

/** Edge routes of a small Next app, production build: one passes the provider's body through, one is the usual `streamText` route. */
export async function startBenchApp({ processes, port, env }: BenchAppOptions): Promise<readonly Contender[]> {
  const common = { cwd: APP, env: { ...env, NEXT_TELEMETRY_DISABLED: "1" } };
  const build = processes.start({ name: "build", args: [NEXT, "build"], ...common }, { tier: "front", task: true });
  const { code } = await build.exited;
  if (code !== 0) throw new StackError(`the bench app failed to build:\n${processes.tail("build").join("\n")}`);
  const base = `http://127.0.0.1:${port}/api`;
  const args = [NEXT, "start", "--port", String(port), "--hostname", "127.0.0.1"];
  // 405: the route exists and accepts only POST.
  const groupId = await startServer(
    processes,
    { name: "bench-app", args, ...common },
    { url: `${base}/pass`, status: 405 },
  );
  return [
    { name: "pass-through, edge route", url: `${base}/pass`, speaks: "chat-completions", groupId },
    { name: "streamText, edge route", url: `${base}/sdk`, speaks: "chat-completions", groupId },
  ];
}
