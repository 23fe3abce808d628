import { launchers } from "../process/launchers.ts";
import { processStartTime } from "../process/process-start-time.ts";

const POLL_MS = 500;

/**
 * Calls back when the package manager that started us is killed. Only under a package manager: a process that was put into the background
 * by hand also loses its parent, and should stay.
 */
export function onParentGone(gone: () => void): void {
  if (!process.env["npm_lifecycle_event"]) return;
  const started = launchers();
  const timer = setInterval(() => {
    if (started.every(({ pid, startTime }) => processStartTime(pid) === startTime)) return;
    clearInterval(timer);
    gone();
  }, POLL_MS);
  timer.unref();
}
