const POLL_MS = 10;
const TIMEOUT_MS = 20_000;

/** Polls until `check` returns a truthy value, for changes without an event. @throws Error after 20 s */
export async function eventually<T>(check: () => T | Promise<T>): Promise<Exclude<T, false | null | undefined>> {
  const deadline = Date.now() + TIMEOUT_MS;
  for (;;) {
    const answer = await check();
    // safe because only true-ish answers come here.
    if (answer) return answer as Exclude<T, false | null | undefined>;
    if (Date.now() > deadline) throw new Error("timed out while waiting");
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
