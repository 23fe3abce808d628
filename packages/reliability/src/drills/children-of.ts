import { readdirSync, readFileSync } from "node:fs";

interface Process {
  readonly parent: number;
  /** Ticks since the machine started. */
  readonly startedTicks: number;
}

/** Process ids of a process's children, oldest first. Linux only. */
export function childrenOf(parent: number): readonly number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), ...read(name) }))
    .filter((child) => child.parent === parent)
    .toSorted((a, b) => a.startedTicks - b.startedTicks || a.pid - b.pid)
    .map(({ pid }) => pid);
}

/** Fields 4 and 22 of `/proc/PID/stat` (proc(5)); the second field, the name, may hold spaces and brackets. */
function read(pid: string): Process {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { parent: Number(fields[1]), startedTicks: Number(fields[19]) };
  } catch {
    // The process ended between being listed and being read.
    return { parent: 0, startedTicks: 0 };
  }
}
