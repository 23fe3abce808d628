import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { REPO_ROOT } from "@sendcat/local-stack";

/** A separate stack, started as a developer starts it, that can be killed as a whole. */
export interface KillableStack {
  /** SIGKILL to the command and to every process it started, at once. */
  killEverything(): Promise<void>;
  /** Ctrl-C. Returns the exit code. */
  stop(): Promise<number | null>;
}

export interface KillableStackOptions {
  readonly portBase: number;
  readonly dataDir: string;
}

/** Runs the command line of `pnpm start`, and returns once it says that it is ready. */
export async function startKillableStack({ portBase, dataDir }: KillableStackOptions): Promise<KillableStack> {
  const cli = join(REPO_ROOT, "packages/local/stack/src/cli/start.ts");
  // Uses the existing build: a source edited meanwhile must not replace the build under the other stack.
  const args = ["--no-build", "--port-base", String(portBase), "--data", dataDir];
  const child = spawn(process.execPath, [cli, ...args], {
    cwd: REPO_ROOT,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const exited = new Promise<number | null>((settle) => child.on("exit", settle));
  let output = "";
  const ready = new Promise<void>((settle) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        output = (output + text).slice(-20_000);
        if (output.includes("Sendcat is ready")) settle();
      });
    }
  });
  const tooEarly = exited.then((code) => {
    throw new Error(`the stack ended with exit code ${code}:\n${output}`);
  });
  await Promise.race([ready, tooEarly]);
  tooEarly.catch(() => undefined);
  return {
    async killEverything() {
      // safe because the stack wrote this file and the test fails if it has another shape
      const record = JSON.parse(readFileSync(join(dataDir, "run.json"), "utf8")) as { groups: { pid: number }[] };
      child.kill("SIGKILL");
      for (const { pid } of record.groups) process.kill(-pid, "SIGKILL");
      await exited;
    },
    stop() {
      child.kill("SIGINT");
      return exited;
    },
  };
}
