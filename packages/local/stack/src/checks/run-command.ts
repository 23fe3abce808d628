import { spawn } from "node:child_process";
import { delimiter, dirname, join } from "node:path";
import { endAfter } from "../process/end-after.ts";
import { REPO_ROOT } from "../settings/repo-root.ts";

export interface CommandResult {
  readonly exitCode: number;
  /** Standard output and error, interleaved; empty when `live`. */
  readonly output: string;
}

export interface CommandOptions {
  readonly cwd?: string;
  /** Show the output as it comes instead of keeping it. */
  readonly live?: boolean;
  readonly env?: NodeJS.ProcessEnv;
  /** Ends the command, and what it started, after this long: exit code 124. */
  readonly timeoutMs?: number;
}

export const TIMED_OUT = 124;

/** Runs a tool of the repository to its end. Never rejects: a tool that cannot start has exit code 127. */
export function runCommand(command: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  const [name = "", ...args] = command;
  const path = [join(REPO_ROOT, "node_modules/.bin"), dirname(process.execPath), process.env["PATH"] ?? ""];
  const child = spawn(name, args, {
    cwd: options.cwd ?? REPO_ROOT,
    env: { ...process.env, ...options.env, PATH: path.join(delimiter) },
    stdio: ["ignore", options.live ? "inherit" : "pipe", options.live ? "inherit" : "pipe"],
    // A command with a time limit gets its own process group, so that all of it can be ended.
    detached: options.timeoutMs !== undefined,
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => (output += text));
  }
  const bound = options.timeoutMs !== undefined && child.pid ? endAfter(options.timeoutMs, child.pid) : null;
  return new Promise<CommandResult>((settle) => {
    child.on("error", (error) => settle({ exitCode: 127, output: `${name}: ${error.message}` }));
    child.on("close", (code) => settle({ exitCode: bound?.isOver() ? TIMED_OUT : (code ?? 1), output }));
  }).finally(() => bound?.clear());
}
