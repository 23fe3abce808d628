import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface RecordedProcess {
  readonly name: string;
  /** Process id; for a part also the id of its process group. */
  readonly pid: number;
  readonly startTime: string | null;
}

/** `<dataDir>/run.json`: the processes that use this data folder, so that the next start can end what a killed stack left behind. */
export interface RunRecord {
  readonly stackId: string;
  readonly owner: RecordedProcess;
  readonly groups: readonly RecordedProcess[];
}

const FILE = "run.json";

/** Null when there is no record, or no readable one: a bad record must not prevent a start. */
export function readRunRecord(dataDir: string): RunRecord | null {
  try {
    // safe because the fields are checked on the next lines
    const record = JSON.parse(readFileSync(join(dataDir, FILE), "utf8")) as Partial<RunRecord>;
    const { stackId, owner, groups } = record;
    const sound =
      typeof stackId === "string" && owner !== undefined && Array.isArray(groups) && [owner, ...groups].every(isSound);
    return sound ? { stackId, owner, groups } : null;
  } catch {
    return null;
  }
}

function isSound(entry: RecordedProcess): boolean {
  return Number.isInteger(entry.pid) && entry.pid > 1;
}

export function writeRunRecord(dataDir: string, record: RunRecord): void {
  const path = join(dataDir, FILE);
  writeFileSync(`${path}.new`, JSON.stringify(record));
  renameSync(`${path}.new`, path);
}

export function removeRunRecord(dataDir: string): void {
  rmSync(join(dataDir, FILE), { force: true });
}
