/** Name of the browser's lock, which all tabs of the origin share. */
const LOCK = "sendcat-session";
const MAX_WAIT_MS = 10_000;

export type OneAtATime = <Answer>(ask: () => Promise<Answer>) => Promise<Answer>;

/**
 * Runs requests one after the other, where the browser has locks also those of other tabs. Without an answer from another tab it goes ahead
 * after 10 s.
 */
export function createOneAtATime(locks?: Pick<LockManager, "request">): OneAtATime {
  let last: Promise<unknown> = Promise.resolve();
  return async (ask) => {
    const mine = last.then(async () => await (locks ? inLock(locks, ask) : ask()));
    last = mine.catch(() => undefined);
    return await mine;
  };
}

async function inLock<Answer>(locks: Pick<LockManager, "request">, ask: () => Promise<Answer>): Promise<Answer> {
  let begun: Promise<Answer> | null = null;
  try {
    return await locks.request(LOCK, { signal: AbortSignal.timeout(MAX_WAIT_MS) }, () => (begun = ask()));
  } catch (fault) {
    // A failure of the request itself; else the lock was not to be had.
    if (begun) throw fault;
    return await ask();
  }
}
