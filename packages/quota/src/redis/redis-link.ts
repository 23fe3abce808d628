const COMMAND_WAS = ", command was:";

/** The promise's value, or `{ ok: false }` with the reason when it fails or takes longer than `timeoutMs`. Never rejects. */
export async function within<T>(
  promise: Promise<T>,
  timeoutMs: number,
): Promise<{ readonly ok: true; readonly value: T } | { readonly ok: false; readonly cause: unknown }> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    return { ok: true, value: await Promise.race([promise, timeout]) };
  } catch (error) {
    return { ok: false, cause: withoutCommand(error) };
  } finally {
    clearTimeout(timer);
  }
}

/** The client ends its messages with the whole command, user ids and script included: nothing for a log. */
function withoutCommand(error: unknown): unknown {
  if (!(error instanceof Error) || !error.message.includes(COMMAND_WAS)) return error;
  return new Error(error.message.slice(0, error.message.indexOf(COMMAND_WAS)));
}
