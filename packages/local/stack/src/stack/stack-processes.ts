import { randomUUID } from "node:crypto";
import type { LogSink } from "../log/stack-log.ts";
import { processStartTime } from "../process/process-start-time.ts";
import { removeRunRecord, writeRunRecord, type RecordedProcess } from "../process/run-record.ts";
import { spawnPart, type PartCommand, type PartProcess } from "../process/spawn-part.ts";
import { startWatchdog } from "../process/watchdog.ts";
import { StackError } from "./stack-error.ts";

export interface PartOptions {
  /** `front` parts take requests and are stopped first, while the `back` parts they depend on still answer. */
  readonly tier: "front" | "back";
  /** When a part ends by itself the stack stops, unless it is a task that is meant to end. */
  readonly task?: boolean;
  /** Lines to leave out because they repeat what is already shown, e.g. another part's address. */
  readonly hide?: RegExp;
}

/** The child processes of one stack: started, watched, recorded, and ended together. */
export interface StackProcesses {
  start(command: PartCommand, options: PartOptions): PartProcess;
  /** Resolves, and never rejects, when a part ends unexpectedly. */
  readonly failed: Promise<StackError>;
  /** The last lines of a part's output. */
  tail(name: string): readonly string[];
  stop(): Promise<void>;
  /** Sends SIGKILL to everything at once, watchdog first, and leaves the record behind, as a crash of the machine would. */
  kill(): void;
}

const TAIL_LINES = 40;
const FRONT_GRACE_MS = 1_500;
const BACK_GRACE_MS = 2_500;

const alive = new Set<string>();

/** Whether a stack of this process is still up. */
export function isStackAlive(stackId: string): boolean {
  return alive.has(stackId);
}

export function createStackProcesses(dataDir: string, sink: LogSink): StackProcesses {
  const stackId = randomUUID();
  alive.add(stackId);
  const watchdog = startWatchdog();
  const parts = new Map<PartProcess, PartOptions>();
  const tails = new Map<string, string[]>();
  let ending = false;
  let fail: (error: StackError) => void = () => undefined;
  const failed = new Promise<StackError>((settle) => (fail = settle));

  function record(): void {
    const groups: RecordedProcess[] = [...parts.keys()].map(({ name, pid }) => ({
      name,
      pid,
      startTime: processStartTime(pid),
    }));
    const owner = { name: "stack", pid: process.pid, startTime: processStartTime(process.pid) };
    writeRunRecord(dataDir, { stackId, owner, groups });
  }

  function noteLine(name: string, text: string): void {
    const tail = tails.get(name) ?? [];
    tails.set(name, tail);
    tail.push(text);
    if (tail.length > TAIL_LINES) tail.shift();
    sink({ part: name, text });
  }

  function gone(part: PartProcess, task: boolean): void {
    if (ending) return;
    parts.delete(part);
    part.kill();
    watchdog.forget(part.pid);
    record();
    const exit = part.exit();
    if (!task) {
      fail(new StackError(`${part.name} ended unexpectedly (${exit?.signal ?? `exit code ${exit?.code}`}).`));
    }
  }

  async function stopTier(tier: PartOptions["tier"], graceMs: number): Promise<void> {
    const ofTier = [...parts].filter(([, options]) => options.tier === tier);
    await Promise.all(ofTier.map(([part]) => part.stop(graceMs)));
  }

  let stopping: Promise<void> | null = null;
  async function stopAll(): Promise<void> {
    ending = true;
    await stopTier("front", FRONT_GRACE_MS);
    await stopTier("back", BACK_GRACE_MS);
    watchdog.dismiss();
    removeRunRecord(dataDir);
    alive.delete(stackId);
  }

  return {
    failed,
    start(command, options) {
      if (ending) throw new StackError("The stack is stopping.");
      const part = spawnPart(command, (text) => {
        if (!options.hide?.test(text)) noteLine(command.name, text);
      });
      if (part.pid > 1) {
        parts.set(part, options);
        watchdog.watch(part.pid);
        record();
      }
      void part.exited.then(() => gone(part, options.task === true));
      return part;
    },
    tail: (name) => tails.get(name) ?? [],
    stop: () => (stopping ??= stopAll()),
    kill() {
      ending = true;
      if (watchdog.pid > 1) process.kill(watchdog.pid, "SIGKILL");
      for (const part of parts.keys()) part.kill();
      alive.delete(stackId);
    },
  };
}
