import { readdirSync, readFileSync } from "node:fs";

/** What the processes of a group use: CPU time so far, and memory now. */
export interface ProcessUse {
  readonly cpuMs: number;
  readonly residentBytes: number;
}

/** Linux's clock ticks per second, as `getconf CLK_TCK` reports on every platform. */
const TICKS_A_SECOND = 100;
const PAGE_BYTES = 4_096;

/** Sums over `/proc`; null where there is none. */
export function useOfGroup(groupId: number): ProcessUse | null {
  let pids: string[];
  try {
    pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  } catch {
    return null;
  }
  const uses = pids.flatMap((pid) => {
    const { group, cpuMs, residentBytes } = statOf(pid);
    return group === groupId ? [{ cpuMs, residentBytes }] : [];
  });
  return uses.reduce(
    (sum, one) => ({ cpuMs: sum.cpuMs + one.cpuMs, residentBytes: sum.residentBytes + one.residentBytes }),
    { cpuMs: 0, residentBytes: 0 },
  );
}

/** CPU time of one process so far; 0 where it cannot be read. */
export function cpuMsOfProcess(pid: number): number {
  return statOf(String(pid)).cpuMs || 0;
}

/** NaN when the process has ended. */
function statOf(pid: string): ProcessUse & { readonly group: number } {
  const stat = read(`/proc/${pid}/stat`);
  // The name is in brackets and may hold any character; the fields follow it.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const ticks = Number(fields[11]) + Number(fields[12]);
  return {
    group: Number(fields[2]),
    cpuMs: (ticks / TICKS_A_SECOND) * 1_000,
    residentBytes: Number(fields[21]) * PAGE_BYTES,
  };
}

/** A process may end between being listed and being read. */
function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
