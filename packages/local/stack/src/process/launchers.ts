import { readFileSync } from "node:fs";
import { processStartTime } from "./process-start-time.ts";
import type { RecordedProcess } from "./run-record.ts";

const MAX_DEPTH = 8;
const LAUNCHER = /(^|[\s/'"])(p?npm|npx|pnpx)(-cli)?(\.c?js)?(['"\s@]|$)|local\/stack\/src\/cli/;

/**
 * The package managers that started this process (`npx` starts a shell, which starts pnpm, and so on), nearest first. The chain ends at the
 * first other process: the user's own shell may close without ending what it started. On systems other than Linux, the parent only.
 */
export function launchers(): readonly RecordedProcess[] {
  const found: RecordedProcess[] = [];
  for (let pid = process.ppid; pid > 1 && found.length < MAX_DEPTH; pid = parentOf(pid)) {
    if (found.length > 0 && !LAUNCHER.test(commandOf(pid))) break;
    found.push({ name: "launcher", pid, startTime: processStartTime(pid) });
  }
  return found;
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    return "";
  }
}

function parentOf(pid: number): number {
  try {
    return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
