import { setTimeout as delay } from "node:timers/promises";
import { StackError } from "../stack/stack-error.ts";
import { signalGroup } from "./process-group.ts";
import { processStartTime } from "./process-start-time.ts";
import { readRunRecord, removeRunRecord, type RecordedProcess } from "./run-record.ts";

const WAIT_MS = 3_000;

/**
 * Ends what an earlier stack on this data folder left running, and returns the names of those parts.
 * Throws a StackError when that stack is alive: two stacks would corrupt one folder.
 */
export async function endOrphans(dataDir: string, isOurs: (stackId: string) => boolean): Promise<readonly string[]> {
  const record = readRunRecord(dataDir);
  if (!record) return [];
  const { owner, stackId } = record;
  const ownerAlive = owner.pid === process.pid ? isOurs(stackId) : isSame(owner);
  if (ownerAlive) {
    throw new StackError(
      `Sendcat already runs on ${dataDir} (process ${owner.pid}). Stop it, or set SENDCAT_DATA_DIR and SENDCAT_PORT_BASE for a second one.`,
    );
  }
  const left = record.groups.filter((group) => isOurGroup(group));
  for (const { pid } of left) signalGroup(pid, "SIGTERM");
  const deadline = Date.now() + WAIT_MS;
  while (left.some(({ pid }) => signalGroup(pid, 0)) && Date.now() < deadline) await delay(50);
  for (const { pid } of left) signalGroup(pid, "SIGKILL");
  while (left.some(({ pid }) => signalGroup(pid, 0)) && Date.now() < deadline + WAIT_MS) await delay(50);
  removeRunRecord(dataDir);
  return left.map(({ name }) => name);
}

function isSame(entry: RecordedProcess): boolean {
  const startTime = processStartTime(entry.pid);
  return startTime !== null && (entry.startTime === null || entry.startTime === startTime);
}

/** A group outlives its leader, and the system does not reuse its id while it lives; so a group without its leader is still the recorded one. */
function isOurGroup(entry: RecordedProcess): boolean {
  if (!signalGroup(entry.pid, 0)) return false;
  return processStartTime(entry.pid) === null || isSame(entry);
}
