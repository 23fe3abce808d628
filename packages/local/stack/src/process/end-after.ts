import { signalGroup } from "./process-group.ts";

/** Time between SIGTERM and SIGKILL. */
const GRACE_MS = 10_000;

export interface Bound {
  /** Whether the time ran out. */
  isOver(): boolean;
  clear(): void;
}

/** Ends a process group after this long, or when this process is told to end. */
export function endAfter(timeoutMs: number, groupId: number): Bound {
  let isOver = false;
  let kill: NodeJS.Timeout | undefined;
  const end = () => {
    signalGroup(groupId, "SIGTERM");
    kill ??= setTimeout(() => signalGroup(groupId, "SIGKILL"), GRACE_MS);
  };
  const timer = setTimeout(() => {
    isOver = true;
    end();
  }, timeoutMs);
  const leave = (signal: NodeJS.Signals) => {
    signalGroup(groupId, "SIGKILL");
    process.exit(signal === "SIGINT" ? 130 : 143);
  };
  process.once("SIGINT", leave).once("SIGTERM", leave);
  return {
    isOver: () => isOver,
    clear() {
      clearTimeout(timer);
      clearTimeout(kill);
      // Kills the processes that the command started too.
      signalGroup(groupId, "SIGKILL");
      process.off("SIGINT", leave).off("SIGTERM", leave);
    },
  };
}
