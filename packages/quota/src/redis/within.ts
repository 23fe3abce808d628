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
  } catch (cause) {
    return { ok: false, cause };
  } finally {
    clearTimeout(timer);
  }
}
