import { spawn } from "node:child_process";
import { splitLines } from "../log/split-lines.ts";
import { signalGroup } from "./process-group.ts";

export interface PartCommand {
  /** Shown before each of its lines. */
  readonly name: string;
  /** Arguments of the Node that runs us. */
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

export interface PartExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A running child, in a process group of its own. */
export interface PartProcess {
  readonly name: string;
  readonly pid: number;
  readonly exited: Promise<PartExit>;
  /** Null while it runs. */
  exit(): PartExit | null;
  /** SIGTERM to the group, SIGKILL to what is left of it after `graceMs`. */
  stop(graceMs: number): Promise<void>;
  /** SIGKILL to the group, at once. */
  kill(): void;
}

/** Starts a child. Its stdin stays open as a pipe, so that a child that watches it sees us go. */
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
      // The leader may be gone while a worker of its lingers.
      signal("SIGKILL");
      await exited;
    },
    kill: () => signal("SIGKILL"),
  };
}
