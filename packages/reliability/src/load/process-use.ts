import { readdirSync, readFileSync } from "node:fs";

/** What the processes of a group have used so far: CPU time, and the memory they hold now. */
export interface ProcessUse {
  readonly cpuMs: number;
  readonly residentBytes: number;
}

/** Linux's clock ticks a second, as getconf CLK_TCK says everywhere. */
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
  let [ticks, pages] = [0, 0];
  for (const pid of pids) {
    const stat = read(`/proc/${pid}/stat`);
    // The name stands in brackets and may hold anything; the fields follow it.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (Number(fields[2]) !== groupId) continue;
    ticks += Number(fields[11]) + Number(fields[12]);
    pages += Number(fields[21]);
  }
  return { cpuMs: (ticks / TICKS_A_SECOND) * 1_000, residentBytes: pages * PAGE_BYTES };
}

/** A process may be gone between being listed and being read. */
function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
