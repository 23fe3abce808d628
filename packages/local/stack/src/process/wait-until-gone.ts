import { setTimeout as delay } from "node:timers/promises";
import { processStartTime } from "./process-start-time.ts";

/** True when the process ends within `withinMs`; for tests that ended it by other means. */
export async function waitUntilGone(pid: number, withinMs: number): Promise<boolean> {
  const deadline = Date.now() + withinMs;
  while (processStartTime(pid) !== null) {
    if (Date.now() > deadline) return false;
    await delay(25);
  }
  return true;
}
