import { spawn } from "node:child_process";
import { splitLines } from "../log/split-lines.ts";
import { signalGroup } from "./process-group.ts";

export interface PartCommand {
  /** Prefix of each of its lines. */
  readonly name: string;
  /** Arguments for Node. */
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

export interface PartExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A running child, in its own process group. */
export interface PartProcess {
  readonly name: string;
  readonly pid: number;
  readonly exited: Promise<PartExit>;
  /** Null while it runs. */
  exit(): PartExit | null;
  /** Sends SIGTERM to the group, and SIGKILL to what is left of it after `graceMs`. */
  stop(graceMs: number): Promise<void>;
  /** Sends SIGKILL to the group at once. */
  kill(): void;
}

/** Starts a child. Its stdin stays open as a pipe, so that a child that watches it notices when we exit. */
export function spawnPart(command: PartCommand, onLine: (line: string) => void): PartProcess {
  const child = spawn(process.execPath, command.args, {
    cwd: command.cwd,
    env: command.env,
    detached: true,
    stdio: ["pipe", "pipe", "pipe"],
  });
  child.stdin.on("error", () => undefined);
  for (const stream of [child.stdout, child.stderr]) {
    const lines = splitLines(onLine);
    stream.setEncoding("utf8");
    stream.on("data", (text: string) => lines.write(text));
    stream.on("end", () => lines.end());
  }
  let exit: PartExit | null = null;
  const exited = new Promise<PartExit>((settle) => {
    const done = (how: PartExit): void => {
      exit ??= how;
      settle(exit);
    };
    child.on("exit", (code, signal) => done({ code, signal }));
    child.on("error", (error) => {
      onLine(`could not start: ${error.message}`);
      done({ code: 127, signal: null });
    });
  });
  const pid = child.pid ?? 0;
  const signal = (name: NodeJS.Signals): void => {
    if (pid > 1) signalGroup(pid, name);
  };
  return {
    name: command.name,
    pid,
    exited,
    exit: () => exit,
    async stop(graceMs) {
      signal("SIGTERM");
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise((settle) => (timer = setTimeout(settle, graceMs)));
      await Promise.race([exited, late]);
      clearTimeout(timer);
      // The leader may have exited while one of its workers still runs.
      signal("SIGKILL");
      await exited;
    },
    kill: () => signal("SIGKILL"),
  };
}
