import { REDIS_GIVE_UP_AFTER, REDIS_TRY_AGAIN_MS } from "@sendcat/shared-types";

export type Asked<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly cause: unknown };

/** A Redis client with bounded waits, shared by everything in a process that uses the same Redis. */
export interface RedisLink<Client> {
  readonly redis: Client;
  /**
   * The value, or the reason when it fails or takes longer than `waitMs`. Never rejects. After some failures in a row callers no longer
   * wait: one call a second tests whether Redis is back, the others fail at once.
   */
  ask<T>(run: () => Promise<T>, waitMs: number): Promise<Asked<T>>;
}

export function createRedisLink<Client>(redis: Client, now: () => number = Date.now): RedisLink<Client> {
  let failures = 0;
  let nextTryMs = 0;
  return {
    redis,
    async ask(run, waitMs) {
      const nowMs = now();
      if (failures >= REDIS_GIVE_UP_AFTER) {
        if (nowMs < nextTryMs) return { ok: false, cause: new Error("Redis does not answer; trying again shortly") };
        nextTryMs = nowMs + REDIS_TRY_AGAIN_MS;
      }
      const answer = await within(run(), waitMs);
      if (answer.ok) failures = 0;
      else if (++failures === REDIS_GIVE_UP_AFTER) nextTryMs = now() + REDIS_TRY_AGAIN_MS;
      return answer;
    },
  };
}

/** The promise's value, or `{ ok: false }` with the reason when it fails or takes longer than `timeoutMs`. Never rejects. */
export async function within<T>(promise: Promise<T>, timeoutMs: number): Promise<Asked<T>> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    const giveUp = (): void => reject(new Error(`no answer in ${timeoutMs} ms`));
    // A busy process may see the timer fire before it has read its sockets: an answer that has arrived by then counts.
    timer = setTimeout(() => (timer = setTimeout(giveUp, 0)), timeoutMs);
  });
  try {
    return { ok: true, value: await Promise.race([promise, timeout]) };
  } catch (error) {
    return { ok: false, cause: withoutCommand(error) };
  } finally {
    clearTimeout(timer);
  }
}

const COMMAND_WAS = ", command was:";

/** The client's error messages end with the whole command, including user ids and the script: not for a log. */
function withoutCommand(error: unknown): unknown {
  if (!(error instanceof Error) || !error.message.includes(COMMAND_WAS)) return error;
  return new Error(error.message.slice(0, error.message.indexOf(COMMAND_WAS)));
}
