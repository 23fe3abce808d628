const POLL_MS = 500;

/**
 * Calls back when the package manager that started us was killed. Only under a package manager: a process that was put into the background
 * by hand loses its parent too, and means to stay.
 */
export function onParentGone(gone: () => void): void {
  if (!process.env["npm_lifecycle_event"]) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    gone();
  }, POLL_MS);
  timer.unref();
}
