const POLL_MS = 10;
const TIMEOUT_MS = 20_000;

/** Waits until `check` answers something true. For what no event announces. */
export async function eventually<T>(check: () => T | Promise<T>): Promise<Exclude<T, false | null | undefined>> {
  const deadline = Date.now() + TIMEOUT_MS;
  for (;;) {
    const answer = await check();
    // Safe because only true-ish answers come here.
    if (answer) return answer as Exclude<T, false | null | undefined>;
    if (Date.now() > deadline) throw new Error("waited in vain");
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
