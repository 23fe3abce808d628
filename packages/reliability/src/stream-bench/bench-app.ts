import { join } from "node:path";
import { REPO_ROOT, StackError, type StackProcesses } from "@sendcat/local-stack";

const ROOT = join(REPO_ROOT, "packages/reliability");
const APP = join(ROOT, "bench-app");
const NEXT = join(ROOT, "node_modules/next/dist/bin/next");
const START_WITHIN_MS = 30_000;

export interface BenchAppOptions {
  readonly processes: StackProcesses;
  readonly port: number;
  readonly env: NodeJS.ProcessEnv;
}

/** Builds and starts the little Next app with the pass-through route; answers the route's URL. */
export async function startBenchApp({ processes, port, env }: BenchAppOptions): Promise<string> {
  const common = { cwd: APP, env: { ...env, NEXT_TELEMETRY_DISABLED: "1" } };
  const build = processes.start({ name: "build", args: [NEXT, "build"], ...common }, { tier: "front", task: true });
  const { code } = await build.exited;
  if (code !== 0) throw new StackError(`the bench app does not build:\n${processes.tail("build").join("\n")}`);
  processes.start(
    { name: "pass", args: [NEXT, "start", "--port", String(port), "--hostname", "127.0.0.1"], ...common },
    { tier: "front" },
  );
  const url = `http://127.0.0.1:${port}/api/pass`;
  const deadline = Date.now() + START_WITHIN_MS;
  while (Date.now() < deadline) {
    // 405: the route is there and takes POST alone.
    const status = await fetch(url)
      .then((answer) => answer.status)
      .catch(() => 0);
    if (status === 405) return url;
    await new Promise((settle) => setTimeout(settle, 100));
  }
  throw new StackError(`the bench app did not come up:\n${processes.tail("pass").join("\n")}`);
}
