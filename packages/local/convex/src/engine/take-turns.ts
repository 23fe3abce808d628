const ITEMS_PER_TURN = 500;

/**
 * Yields the items one by one and lets the event loop run in between, so that the supervisor does not take the
 * deployment's own long work for a function that blocks the thread.
 */
export async function* takeTurns<T>(items: Iterable<T>): AsyncGenerator<T, void, undefined> {
  let taken = 0;
  for (const item of items) {
    if (++taken % ITEMS_PER_TURN === 0) await new Promise((resolve) => setImmediate(resolve));
    yield item;
  }
}
